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
public final class MetadataLoader {
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
        Files.createDirectories(folder);
        List<SnapshotId> snapshots = SnapshotFile.list(folder);
        boolean isNew = log.logEndOffset() == 0 && snapshots.isEmpty() && !Files.exists(bootstrap);
        if (isNew) {
            return begin(nowMs);
        }
        MetadataImage image = MetadataImage.empty(cluster);
        Voters voters = votersOfFormat(snapshots, image);
        MetadataDelta delta = new MetadataDelta(image);
        MetadataReplay replay = new MetadataReplay(delta, voters);
        long from = replaySnapshot(snapshots, delta, replay);
        long bytes = replayLog(from, delta, replay);
        image = delta.apply();
        replay.voters().requireOnly(cluster);
        requireOnlyStaticVoter(replay.voters());
        int epoch = Math.max(QuorumState.epoch(folder), log.latestEpoch().orElse(image.epoch())) + 1;
        MetadataLog opened = new MetadataLog(log, cluster, replay.voters(), epoch, replay.lastTimestampMs(), bytes);
        opened.appendLeaderChange(nowMs);
        image = appendFirstChanges(opened, image, replay.inTransaction(), cleanStop, nowMs);
        AdoptionChecks.check(image);
        return new Loaded(opened, image);
    }

    /** A new directory: the voters in a snapshot as {@code kafka-storage format --standalone} has them, the features in the log. */
    private Loaded begin(long nowMs) throws IOException {
        Voters voters = Voters.standalone(cluster);
        MetadataImage empty = MetadataImage.empty(cluster);
        SnapshotFile.write(log.folder(), SnapshotId.BOOTSTRAP, voters, empty, 0, nowMs);
        MetadataLog opened = new MetadataLog(log, cluster, voters, 1, nowMs, 0);
        opened.appendLeaderChange(nowMs);
        return new Loaded(opened, appendFirstChanges(opened, empty, false, true, nowMs));
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

    private MetadataImage appendFirstChanges(
            MetadataLog opened, MetadataImage image, boolean inTransaction, boolean cleanStop, long nowMs)
            throws IOException {
        MetadataDelta delta = new MetadataDelta(image);
        if (inTransaction) {
            LOG.warn("The metadata log ends within a transaction, which is aborted");
            opened.append(
                    opened.encode(
                            List.of(new AbortTransactionRecord().setReason("The controller was restarted.")),
                            image.metadataVersion(),
                            nowMs),
                    nowMs);
        }
        List<Message> first = new ArrayList<>();
        if (image.metadataVersion() == 0) {
            first.addAll(bootstrapRecords());
            first.forEach(delta::replay);
        }
        AdoptionChecks.checkFeatures(delta.apply());
        if (!cleanStop) {
            List<Message> raised = LeaderEpochs.raiseAll(delta.image());
            raised.forEach(delta::replay);
            first.addAll(raised);
        }
        short version = delta.apply().metadataVersion();
        for (int from = 0; from < first.size(); from += ReplicaAssignments.MAX_PARTITIONS_PER_REQUEST) {
            int to = Math.min(first.size(), from + ReplicaAssignments.MAX_PARTITIONS_PER_REQUEST);
            opened.append(opened.encode(first.subList(from, to), version, nowMs), nowMs);
        }
        delta.movedTo(opened.endOffset(), opened.epoch());
        return delta.apply();
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
                SnapshotRecords.feature(MetadataVersion.TRANSACTION_VERSION, (short) 2));
    }
}
