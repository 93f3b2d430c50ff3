// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.log.record.CorruptRecordException;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.wire.message.VotersRecord;
import io.barnabas.wire.protocol.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Snapshots of the metadata log, as files {@code <end offset>-<epoch>.checkpoint} beside its segments:
 *
 * <pre>
 * control batch SNAPSHOT_HEADER  [ KRAFT_VERSION  KRAFT_VOTERS ]  data batches  control batch SNAPSHOT_FOOTER
 * </pre>
 *
 * Offsets count from 0 inside the file. Written beside its name, synced, and renamed into place, so a file with the right name is whole.
 */
final class SnapshotFile {
    private static final int RECORDS_PER_BATCH = 1000;

    private SnapshotFile() {}

    /** The snapshots in a folder, oldest first. */
    static List<SnapshotId> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> SnapshotId.parse(file.getFileName().toString()).stream())
                    .sorted()
                    .toList();
        }
    }

    /** Hands each batch to the reader; a damaged snapshot is refused, since nothing else has its records any more. */
    static void read(Path folder, SnapshotId id, Consumer<RecordBatch> reader) throws IOException {
        Path file = folder.resolve(id.fileName());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int end = 0;
        try {
            for (RecordBatch batch : RecordBatches.of(bytes)) {
                if (!batch.isValid()) {
                    throw new MetadataException(
                            "The metadata snapshot " + file + " is damaged: wrong checksum at byte " + end);
                }
                reader.accept(batch);
                end += batch.sizeInBytes();
            }
        } catch (CorruptRecordException e) {
            throw new MetadataException("The metadata snapshot " + file + " is damaged at byte " + end, e);
        }
        if (end != bytes.limit()) {
            throw new MetadataException("The metadata snapshot " + file + " ends within a record batch");
        }
    }

    /** Writes the snapshot of an image; {@link SnapshotId#BOOTSTRAP} gets the voters and no data. */
    static void write(Path folder, SnapshotId id, Voters voters, MetadataImage image, long lastTimestampMs, long nowMs)
            throws IOException {
        List<ByteBuffer> batches = new ArrayList<>();
        int epoch = id.epoch();
        long next = 0;
        batches.add(MetadataBatches.snapshotHeader(lastTimestampMs, next++, epoch, nowMs));
        VotersRecord dynamic = voters.dynamic();
        if (!voters.isStatic() && dynamic != null) {
            batches.add(MetadataBatches.kraftVersion(voters.kraftVersion(), next++, epoch, nowMs));
            batches.add(MetadataBatches.kraftVoters(dynamic, next++, epoch, nowMs));
        }
        List<Message> records = id.equals(SnapshotId.BOOTSTRAP) ? List.of() : SnapshotRecords.of(image);
        for (int from = 0; from < records.size(); from += RECORDS_PER_BATCH) {
            List<Message> some = records.subList(from, Math.min(records.size(), from + RECORDS_PER_BATCH));
            batches.add(MetadataBatches.data(some, image.metadataVersion(), next, epoch, nowMs));
            next += some.size();
        }
        batches.add(MetadataBatches.snapshotFooter(next, epoch, nowMs));
        write(folder, id, batches);
    }

    private static void write(Path folder, SnapshotId id, List<ByteBuffer> batches) throws IOException {
        Path part = folder.resolve(id.fileName() + ".part");
        try (FileChannel file = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer batch : batches) {
                while (batch.hasRemaining()) {
                    file.write(batch);
                }
            }
            file.force(true);
        }
        Files.move(part, folder.resolve(id.fileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    static void delete(Path folder, SnapshotId id) throws IOException {
        Files.deleteIfExists(folder.resolve(id.fileName()));
    }
}
