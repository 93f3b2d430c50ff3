// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import io.barnabas.log.checkpoint.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file {@code <offset>.snapshot}: the producers of a partition as they were before that offset.
 *
 * <pre>
 * i16 version = 1   u32 crc   i32 count   then a producer in 46 bytes, count times:
 *   i64 producerId  i16 producerEpoch  i32 lastSequence  i64 lastOffset  i32 offsetDelta  i64 timestamp
 *   i32 coordinatorEpoch  i64 currentTxnFirstOffset (-1 none)
 * crc is CRC-32C of everything behind it. Of each producer only the last batch is kept.
 * </pre>
 */
public final class ProducerSnapshot {
    private static final short VERSION = 1;
    private static final int CRC_AT = 2;
    private static final int COUNT_AT = 6;
    private static final int HEADER_BYTES = 10;
    private static final int ENTRY_BYTES = 46;

    private ProducerSnapshot() {}

    /** Writes the whole file, atomically; {@code sync} makes it survive a power cut. */
    public static void write(Path file, Collection<ProducerStateEntry> entries, boolean sync) throws IOException {
        AtomicFile.write(file, encode(entries), sync);
    }

    /** All producers. Throws {@link CorruptSnapshotException} if the file is damaged or of another version. */
    public static List<ProducerStateEntry> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.remaining() < HEADER_BYTES) {
            throw new CorruptSnapshotException("Snapshot " + file + " has only " + bytes.remaining() + " bytes");
        }
        short version = bytes.getShort(0);
        if (version != VERSION) {
            throw new CorruptSnapshotException(
                    "Snapshot " + file + " has version " + version + ", expected " + VERSION);
        }
        if (bytes.getInt(CRC_AT) != crc(bytes)) {
            throw new CorruptSnapshotException("Snapshot " + file + " does not match its checksum");
        }
        int count = bytes.getInt(COUNT_AT);
        if (count < 0 || bytes.remaining() != HEADER_BYTES + (long) count * ENTRY_BYTES) {
            throw new CorruptSnapshotException(
                    "Snapshot " + file + " claims " + count + " producers in " + bytes.remaining() + " bytes");
        }
        return entries(bytes.position(HEADER_BYTES), count);
    }

    private static List<ProducerStateEntry> entries(ByteBuffer bytes, int count) {
        List<ProducerStateEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new ProducerStateEntry(
                    bytes.getLong(),
                    bytes.getShort(),
                    bytes.getInt(),
                    bytes.getLong(),
                    bytes.getInt(),
                    bytes.getLong(),
                    bytes.getInt(),
                    bytes.getLong()));
        }
        return entries;
    }

    private static ByteBuffer encode(Collection<ProducerStateEntry> entries) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + entries.size() * ENTRY_BYTES);
        bytes.putShort(VERSION).putInt(0).putInt(entries.size());
        for (ProducerStateEntry entry : entries) {
            bytes.putLong(entry.producerId())
                    .putShort(entry.producerEpoch())
                    .putInt(entry.lastSequence())
                    .putLong(entry.lastOffset())
                    .putInt(entry.offsetDelta())
                    .putLong(entry.lastTimestamp())
                    .putInt(entry.coordinatorEpoch())
                    .putLong(entry.currentTxnFirstOffset());
        }
        bytes.flip();
        return bytes.putInt(CRC_AT, crc(bytes));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(COUNT_AT, bytes.limit() - COUNT_AT));
        return (int) crc.getValue();
    }
}
