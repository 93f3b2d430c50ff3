// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.AbortTransactionRecord;
import io.barnabas.log.LogSlice;
import io.barnabas.log.PartitionLog;
import io.barnabas.log.record.CorruptRecordException;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.wire.protocol.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the metadata of a directory at start: the newest snapshot, then the log from its end on. Then begins a new epoch in the log,
 * with a first change of its own when there is something to say: the features of a new directory, leader epochs after a crash.
 *
 * <p>Takes on a directory that Apache Kafka wrote as it is, and refuses one that this node must not serve.
 */
final class MetadataLoader {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataLoader.class);
    private static final int READ_BYTES = 1024 * 1024;

    private final PartitionLog log;
    private final ClusterImage cluster;
    private final Path bootstrap;

    private MetadataLoader(PartitionLog log, ClusterImage cluster) {
        this.log = log;
        this.cluster = cluster;
        this.bootstrap = log.folder().resolveSibling("bootstrap.checkpoint");
    }

    /** The metadata of a directory, read and ready to be served. */
    record Loaded(MetadataLog log, MetadataImage image) {}

    /**
     * @param log that of {@code __cluster_metadata-0}
     * @param cleanStop whether the last process on this directory stopped in order; if not, every partition gets a new leader epoch
     * @throws MetadataException when the directory must not be used as it is
     */
    static Loaded load(PartitionLog log, ClusterImage cluster, boolean cleanStop, long nowMs) throws IOException {
        return new MetadataLoader(log, cluster).load(cleanStop, nowMs);
    }

    private Loaded load(boolean cleanStop, long nowMs) throws IOException {
        Path folder = log.folder();
        int lastEpoch = log.latestEpoch().orElse(0); // opens the log, which looks at the folder as it is
        Files.createDirectories(folder);
        List<SnapshotId> snapshots = SnapshotFile.list(folder);
        MetadataImage image = MetadataImage.empty(cluster);
        if (log.logEndOffset() == 0 && snapshots.isEmpty() && !Files.exists(bootstrap)) {
            Voters voters = Voters.standalone(cluster);
            SnapshotFile.write(folder, SnapshotId.BOOTSTRAP, voters, image, 0, nowMs);
            return begin(new MetadataLog(log, cluster, voters, 1, nowMs, 0), image, false, true, nowMs);
        }
        MetadataDelta delta = new MetadataDelta(image);
        MetadataReplay replay = new MetadataReplay(delta, votersOfFormat(snapshots, image));
        long from = replaySnapshot(snapshots, delta, replay);
        long bytes = replayLog(from, delta, replay);
        image = delta.apply();
        replay.voters().requireOnly(cluster);
        requireOnlyStaticVoter(replay.voters());
        int epoch = Math.max(QuorumState.epoch(folder), Math.max(lastEpoch, image.epoch())) + 1;
        MetadataLog opened = new MetadataLog(log, cluster, replay.voters(), epoch, replay.lastTimestampMs(), bytes);
        return begin(opened, image, replay.inTransaction(), cleanStop, nowMs);
    }

    private Voters votersOfFormat(List<SnapshotId> snapshots, MetadataImage image) throws IOException {
        MetadataReplay control = new MetadataReplay(new MetadataDelta(image), Voters.STATIC);
        if (snapshots.contains(SnapshotId.BOOTSTRAP)) {
            SnapshotFile.read(log.folder(), SnapshotId.BOOTSTRAP, control::replayControlOnly);
        }
        return control.voters();
    }

    /** Says from which offset on the log is to be read. */
    private long replaySnapshot(List<SnapshotId> snapshots, MetadataDelta delta, MetadataReplay replay)
            throws IOException {
        if (snapshots.isEmpty() || snapshots.get(snapshots.size() - 1).equals(SnapshotId.BOOTSTRAP)) {
            if (log.logStartOffset() > 0) {
                throw new MetadataException("The metadata log in " + log.folder() + " begins at offset "
                        + log.logStartOffset() + ", and the snapshot of what was before is missing");
            }
            return 0;
        }
        SnapshotId newest = snapshots.get(snapshots.size() - 1);
        SnapshotFile.read(log.folder(), newest, batch -> replay.replay(batch, 0));
        delta.movedTo(newest.endOffset(), newest.epoch());
        if (newest.endOffset() > log.logEndOffset()) {
            log.restartAt(newest.endOffset());
        }
        if (log.logStartOffset() > newest.endOffset()) {
            throw new MetadataException("The metadata log in " + log.folder() + " begins at offset "
                    + log.logStartOffset() + ", after the end of its snapshot " + newest.fileName());
        }
        return newest.endOffset();
    }

    /** Says how many bytes were read. */
    private long replayLog(long from, MetadataDelta delta, MetadataReplay replay) throws IOException {
        long end = log.logEndOffset();
        long next = from;
        long bytes = 0;
        while (next < end) {
            LogSlice slice = log.read(next, READ_BYTES, end, true);
            long before = next;
            try {
                for (RecordBatch batch : RecordBatches.of(slice.toBuffer())) {
                    if (!batch.isValid()) {
                        throw new CorruptRecordException("wrong checksum");
                    }
                    replay.replay(batch, from);
                    next = batch.nextOffset();
                    bytes += batch.sizeInBytes();
                    delta.movedTo(next, batch.partitionLeaderEpoch());
                }
            } catch (CorruptRecordException e) {
                throw new MetadataException(
                        "The metadata log in " + log.folder() + " is damaged at offset " + next + ": " + e.getMessage(),
                        e);
            }
            if (next == before) {
                throw new MetadataException(
                        "The metadata log in " + log.folder() + " cannot be read at offset " + next);
            }
        }
        return bytes;
    }

    private void requireOnlyStaticVoter(Voters voters) throws IOException {
        if (voters.isStatic() && QuorumState.voters(log.folder()) > 1) {
            throw new MetadataException("The metadata log in " + log.folder() + " belongs to a quorum of "
                    + QuorumState.voters(log.folder()) + " controllers, and this node must be the only one");
        }
    }

    /** Checks that the metadata can be served, and only then writes: who leads, and what the first image needs. */
    private Loaded begin(MetadataLog opened, MetadataImage image, boolean inTransaction, boolean cleanStop, long nowMs)
            throws IOException {
        MetadataDelta delta = new MetadataDelta(image);
        List<Message> first = new ArrayList<>();
        if (image.metadataVersion() == 0) {
            first.addAll(bootstrapRecords());
            first.forEach(delta::replay);
        }
        AdoptionChecks.checkFeatures(delta.apply());
        AdoptionChecks.check(delta.image());
        List<Message> led = LeaderEpochs.takeLead(delta.image(), !cleanStop);
        led.forEach(delta::replay);
        first.addAll(led);
        short version = delta.apply().metadataVersion();
        opened.appendLeaderChange(nowMs);
        if (inTransaction) {
            LOG.warn("The metadata log ends within a transaction, which is aborted");
            opened.append(
                    List.of(new AbortTransactionRecord().setReason("The controller was restarted.")), version, nowMs);
        }
        for (int from = 0; from < first.size(); from += ReplicaAssignments.MAX_PARTITIONS_PER_REQUEST) {
            int to = Math.min(first.size(), from + ReplicaAssignments.MAX_PARTITIONS_PER_REQUEST);
            opened.append(first.subList(from, to), version, nowMs);
        }
        if (!led.isEmpty()) {
            // Batches may carry these epochs at once, so a power cut must not take the epochs and leave the batches.
            opened.flush();
        }
        delta.movedTo(opened.endOffset(), opened.epoch());
        return new Loaded(opened, delta.apply());
    }

    /** What {@code kafka-storage format} left for the first start, or the features of a new directory. */
    private List<Message> bootstrapRecords() throws IOException {
        if (Files.exists(bootstrap)) {
            List<Message> records = BootstrapFile.read(bootstrap);
            LOG.info("Took {} records from {}", records.size(), bootstrap);
            return records;
        }
        return List.of(
                SnapshotRecords.feature(MetadataVersion.FEATURE, MetadataVersion.V4_0_IV3),
                SnapshotRecords.feature(MetadataVersion.GROUP_VERSION, (short) 1),
                SnapshotRecords.feature(MetadataVersion.SHARE_VERSION, (short) 1),
                SnapshotRecords.feature(MetadataVersion.STREAMS_VERSION, (short) 1),
                SnapshotRecords.feature(MetadataVersion.TRANSACTION_VERSION, (short) 2));
    }
}
