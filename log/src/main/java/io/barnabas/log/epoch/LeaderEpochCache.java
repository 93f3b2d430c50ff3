// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.epoch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where each leader epoch of a partition begins (KIP-101, KIP-279): memory first, the checkpoint file follows each change. Written by the
 * loop that owns the partition, read from any thread: the list is immutable and published by one volatile write.
 */
public final class LeaderEpochCache {
    private final @Nullable LeaderEpochCheckpoint checkpoint;
    private volatile List<EpochEntry> entries;

    /** Takes over entries that rise; with a null checkpoint nothing is written. */
    public LeaderEpochCache(List<EpochEntry> entries, @Nullable LeaderEpochCheckpoint checkpoint) {
        this.entries = List.copyOf(entries);
        this.checkpoint = checkpoint;
    }

    /** Reads the checkpoint. */
    public static LeaderEpochCache open(LeaderEpochCheckpoint checkpoint) throws IOException {
        return new LeaderEpochCache(checkpoint.read(), checkpoint);
    }

    /** Notes that an epoch begins at an offset, if it is new; later entries it contradicts go. The file is synced. */
    public void assign(int epoch, long startOffset) throws IOException {
        if (epoch < 0 || startOffset < 0) {
            throw new IllegalArgumentException("Epoch " + epoch + " cannot begin at offset " + startOffset);
        }
        List<EpochEntry> now = entries;
        if (!now.isEmpty()) {
            EpochEntry last = now.get(now.size() - 1);
            if (last.epoch() == epoch && startOffset >= last.startOffset()) {
                return;
            }
        }
        List<EpochEntry> next = new ArrayList<>(now);
        next.removeIf(entry -> entry.epoch() >= epoch || entry.startOffset() >= startOffset);
        next.add(new EpochEntry(epoch, startOffset));
        publish(next, true);
    }

    /** Forgets epochs that begin at or after an offset, for the log is cut there. */
    public void truncateFromEnd(long endOffset) throws IOException {
        List<EpochEntry> now = entries;
        if (!now.isEmpty() && now.get(now.size() - 1).startOffset() >= endOffset) {
            publish(
                    now.stream()
                            .filter(entry -> entry.startOffset() < endOffset)
                            .toList(),
                    false);
        }
    }

    /** Forgets epochs that end at or before an offset, for the log starts there now; the epoch that spans it begins there. */
    public void truncateFromStart(long startOffset) throws IOException {
        List<EpochEntry> now = entries;
        int spanning = indexAt(now, startOffset);
        if (spanning < 0 || (spanning == 0 && now.get(0).startOffset() == startOffset)) {
            return;
        }
        List<EpochEntry> next = new ArrayList<>(now.subList(spanning, now.size()));
        next.set(0, new EpochEntry(next.get(0).epoch(), startOffset));
        publish(next, false);
    }

    public void clear() throws IOException {
        if (!entries.isEmpty()) {
            publish(List.of(), false);
        }
    }

    private void publish(List<EpochEntry> next, boolean sync) throws IOException {
        entries = List.copyOf(next);
        if (checkpoint != null) {
            checkpoint.write(next, sync);
        }
    }

    public List<EpochEntry> entries() {
        return entries;
    }

    public OptionalInt latestEpoch() {
        List<EpochEntry> now = entries;
        return now.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(now.get(now.size() - 1).epoch());
    }

    /** The epoch an offset was, or would be, written in. */
    public OptionalInt epochForOffset(long offset) {
        List<EpochEntry> now = entries;
        int index = indexAt(now, offset);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(now.get(index).epoch());
    }

    /**
     * The greatest known epoch that is not above the asked one, and the offset behind it: the log end for the latest epoch, else the start
     * of the next. An epoch below all known ones ends where the first known one begins; one above them is undefined.
     */
    public EpochEndOffset endOffsetFor(int epoch, long logEndOffset) {
        List<EpochEntry> now = entries;
        if (epoch < 0 || now.isEmpty() || epoch > now.get(now.size() - 1).epoch()) {
            return EpochEndOffset.UNDEFINED;
        }
        int higher = 0;
        while (higher < now.size() && now.get(higher).epoch() <= epoch) {
            higher++;
        }
        if (higher == now.size()) {
            return new EpochEndOffset(epoch, logEndOffset);
        }
        int found = higher == 0 ? epoch : now.get(higher - 1).epoch();
        return new EpochEndOffset(found, now.get(higher).startOffset());
    }

    /** Index of the last entry that begins at or before an offset, -1 if none does. */
    private static int indexAt(List<EpochEntry> entries, long offset) {
        int index = entries.size() - 1;
        while (index >= 0 && entries.get(index).startOffset() > offset) {
            index--;
        }
        return index;
    }
}
