// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

import io.barnabas.coordinator.share.DeliveryState;
import io.barnabas.coordinator.share.ShareState;
import io.barnabas.coordinator.share.ShareStateChange;
import io.barnabas.coordinator.share.StateBatch;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * A share partition: gives records to members, takes what they say of them, and takes records back. {@link DeliveryState} draws the
 * states.
 *
 * <p>An acknowledgement comes true in two steps: it is decided, and it counts once it has been written down. In between the records
 * are nobody's to take; if the write fails they are the member's again. Taking records back needs no such care: whatever is lost
 * of it happens again.
 *
 * <p>Owned by the loop of the partition.
 */
public final class SharePartition {
    private final InFlightRecords records;
    private final int stateEpoch;
    private long writes;

    private SharePartition(InFlightRecords records, int stateEpoch) {
        this.records = records;
        this.stateEpoch = stateEpoch;
    }

    /**
     * A share partition as it was written down.
     *
     * @param startOffset where the group is
     * @param logStartOffset what is below can no longer be delivered
     * @param logEndOffset what is said of records from here on is of records that the log has lost
     */
    public static SharePartition load(ShareState state, long startOffset, long logStartOffset, long logEndOffset) {
        var records = new InFlightRecords(startOffset);
        for (StateBatch batch : state.batches()) {
            if (batch.lastOffset() < startOffset) {
                continue;
            }
            long first = Math.max(batch.firstOffset(), startOffset);
            if (records.endOffset() + 1 < first) {
                // These were with a member when the leader stopped, or there are none.
                records.append(InFlightRun.free(records.endOffset() + 1, first - 1, DeliveryState.AVAILABLE, 0));
            }
            records.append(InFlightRun.free(first, batch.lastOffset(), batch.state(), batch.deliveryCount()));
        }
        records.endBefore(Math.max(startOffset, logEndOffset));
        records.startAt(Math.max(startOffset, logStartOffset));
        records.advance();
        return new SharePartition(records, state.stateEpoch());
    }

    public int stateEpoch() {
        return stateEpoch;
    }

    /** Everything before it is done. */
    public long startOffset() {
        return records.startOffset();
    }

    /** Where to read next: the first record that can be had again, or the first that nobody has had yet. */
    public long nextFetchOffset() {
        for (InFlightRun run : records.all()) {
            if (run.isAvailable()) {
                return run.first();
            }
        }
        return records.endOffset() + 1;
    }

    /** Whether anything read at {@link #nextFetchOffset} may be given. */
    public boolean canAcquire(SharePartitionLimits limits) {
        return nextFetchOffset() <= records.endOffset() || records.countUndone() < limits.recordLocks();
    }

    /**
     * Gives records that were read to a member.
     *
     * @param fetchOffset where reading began
     */
    public List<AcquiredBatch> acquire(
            AcquireRequest request,
            long fetchOffset,
            List<FetchedBatch> batches,
            SharePartitionLimits limits,
            long nowMs) {
        List<AcquiredBatch> acquired = new Acquisition(records, request, limits, nowMs).from(fetchOffset, batches);
        records.advance();
        return acquired;
    }

    /**
     * Takes what a member says of records: of all, or of none.
     *
     * @return what has to be written before it counts, if anything
     * @throws ApiException INVALID_RECORD_STATE when the member does not hold one of the records, INVALID_REQUEST when nobody ever
     *     held it
     */
    public Optional<StateWrite> acknowledge(
            String member, List<Acknowledgement> acknowledgements, SharePartitionLimits limits, long nowMs) {
        long id = ++writes;
        List<InFlightRun> changed = new ArrayList<>();
        for (Acknowledgement acknowledgement : acknowledgements) {
            for (InFlightRun run : held(member, acknowledgement)) {
                changed.add(changed(run, acknowledgement.type(), id, limits, nowMs));
            }
        }
        changed.forEach(records::replace);
        List<StateBatch> batches = new ArrayList<>();
        for (InFlightRun run : changed) {
            InFlightRun.Pending pending = run.pending();
            if (pending != null) {
                batches.add(run.as(pending.target()));
            }
        }
        return batches.isEmpty() ? Optional.empty() : Optional.of(new StateWrite(id, change(batches)));
    }

    private List<InFlightRun> held(String member, Acknowledgement acknowledgement) {
        if (acknowledgement.last() > records.endOffset()) {
            throw new ApiException(
                    Errors.INVALID_REQUEST,
                    "Offset " + acknowledgement.last() + " was never delivered; the last that was is "
                            + records.endOffset() + ".");
        }
        // What is below the start is done or gone, and there is nothing more to say of it.
        List<InFlightRun> runs =
                records.between(Math.max(acknowledgement.first(), records.startOffset()), acknowledgement.last());
        for (InFlightRun run : runs) {
            if (!run.isHeldBy(member)) {
                throw new ApiException(
                        Errors.INVALID_RECORD_STATE,
                        "Member " + member + " does not hold the records from " + run.first() + " to " + run.last()
                                + ".");
            }
        }
        return runs;
    }

    private static InFlightRun changed(
            InFlightRun run, AcknowledgeType type, long writeId, SharePartitionLimits limits, long nowMs) {
        if (type == AcknowledgeType.RENEW) {
            if (!limits.renewing()) {
                throw new ApiException(
                        Errors.INVALID_RECORD_STATE, "share.renew.acknowledge.enable is false for this group.");
            }
            return run.lockedUntil(nowMs + limits.lockMs());
        }
        DeliveryState target = switch (type) {
            case ACCEPT -> DeliveryState.ACKNOWLEDGED;
            case RELEASE -> run.released(limits.deliveries());
            case REJECT, GAP -> DeliveryState.ARCHIVED;
            case RENEW -> throw new AssertionError(type);
        };
        return run.pending(new InFlightRun.Pending(writeId, target));
    }

    /** The write is durable: what was decided counts. */
    public void written(long id) {
        records.change(of(id), run -> {
            InFlightRun.Pending pending = run.pending();
            return pending == null ? run : run.in(pending.target());
        });
        records.advance();
    }

    /** The write has failed: the records are with their member as before. */
    public void notWritten(long id) {
        records.change(of(id), run -> run.pending(null));
    }

    private static Predicate<InFlightRun> of(long writeId) {
        return run -> {
            InFlightRun.Pending pending = run.pending();
            return pending != null && pending.writeId() == writeId;
        };
    }

    /** Takes back what a member holds, as it has gone. Says what to write down, if anything. */
    public Optional<ShareStateChange> release(String member, SharePartitionLimits limits) {
        return takeBack(run -> run.isHeldBy(member), limits);
    }

    /** Takes back what was held for too long. Says what to write down, if anything. */
    public Optional<ShareStateChange> expireLocks(SharePartitionLimits limits, long nowMs) {
        return takeBack(run -> run.isHeld() && run.lockedUntilMs() <= nowMs, limits);
    }

    private Optional<ShareStateChange> takeBack(Predicate<InFlightRun> kind, SharePartitionLimits limits) {
        List<InFlightRun> taken = records.change(kind, run -> run.in(run.released(limits.deliveries())));
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        ShareStateChange change = change(taken.stream()
                .map(run -> run.as(run.released(limits.deliveries())))
                .toList());
        records.advance();
        return Optional.of(change);
    }

    private ShareStateChange change(List<StateBatch> batches) {
        return new ShareStateChange(records.startOffset(), (int) records.countDone(), batches);
    }

    /** When the next lock times out; nothing when none is held. */
    public OptionalLong nextTimeoutMs() {
        return records.all().stream()
                .filter(InFlightRun::isHeld)
                .mapToLong(InFlightRun::lockedUntilMs)
                .min();
    }

    /** The log begins later now: what is below is gone, and who holds it may say what it likes. */
    public void logStartsAt(long logStartOffset) {
        if (logStartOffset > records.startOffset()) {
            records.startAt(logStartOffset);
            records.advance();
        }
    }

    /** What is known of the records, for comparison. */
    List<InFlightRun> runs() {
        return List.copyOf(records.all());
    }
}
