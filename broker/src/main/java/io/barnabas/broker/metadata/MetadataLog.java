// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.log.PartitionLog;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.wire.protocol.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of partition {@code __cluster_metadata-0}: a KRaft log with one voter, this node, so what is on this disk is committed.
 * Beside the segments lie {@code quorum-state} and the snapshots. Owned by the metadata thread once it is open;
 * who votes is for every thread to see.
 */
final class MetadataLog {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataLog.class);

    private final PartitionLog log;
    private final ClusterImage cluster;
    private volatile Voters voters;
    private final int epoch;
    private long lastTimestampMs;
    private long bytesSinceSnapshot;

    MetadataLog(
            PartitionLog log,
            ClusterImage cluster,
            Voters voters,
            int epoch,
            long lastTimestampMs,
            long bytesSinceSnapshot) {
        this.log = log;
        this.cluster = cluster;
        this.voters = voters;
        this.epoch = epoch;
        this.lastTimestampMs = lastTimestampMs;
        this.bytesSinceSnapshot = bytesSinceSnapshot;
    }

    /** The KRaft epoch in which this node leads the log since it started. */
    int epoch() {
        return epoch;
    }

    long endOffset() {
        return log.logEndOffset();
    }

    QuorumVoter voter() {
        return voters.voter(cluster);
    }

    long bytesSinceSnapshot() {
        return bytesSinceSnapshot;
    }

    /** The first batch of the epoch, which says who leads. */
    void appendLeaderChange(long nowMs) throws IOException {
        append(MetadataBatches.leaderChange(cluster, log.logEndOffset(), epoch, nowMs), nowMs);
    }

    /** Goes over to kraft.version 1, with this node as the only voter; {@link #writeQuorumState} has to follow. */
    void makeVotersDynamic(long nowMs) throws IOException {
        Voters standalone = Voters.standalone(cluster);
        append(standalone.encode(log.logEndOffset(), epoch, nowMs), nowMs);
        voters = standalone;
    }

    ByteBuffer encode(List<Message> change, short metadataVersion, long nowMs) {
        return MetadataBatches.data(change, metadataVersion, 0, epoch, nowMs);
    }

    void append(List<Message> change, short metadataVersion, long nowMs) throws IOException {
        append(encode(change, metadataVersion, nowMs), nowMs);
    }

    /** Appends whole batches; they are durable only after {@link #flush}. */
    void append(ByteBuffer batches, long nowMs) throws IOException {
        int size = batches.remaining();
        log.append(batches, epoch, AppendOrigin.RAFT_LEADER, nowMs);
        bytesSinceSnapshot += size;
        lastTimestampMs = nowMs;
    }

    /** Waits until everything appended is on disk. */
    void flush() throws IOException {
        try {
            log.flush().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IOException("The metadata log could not be flushed", e.getCause());
        }
    }

    void writeQuorumState() throws IOException {
        QuorumState.write(log.folder(), cluster.nodeId(), epoch, voters.isStatic());
    }

    /**
     * Writes what the image holds as a snapshot, drops the log before it and the snapshots that it replaces.
     *
     * @param image that of the log's end
     */
    void snapshot(MetadataImage image, long nowMs) throws IOException {
        Path folder = log.folder();
        SnapshotId id = new SnapshotId(image.endOffset(), image.epoch());
        SnapshotFile.write(folder, id, voters, image, lastTimestampMs, nowMs);
        log.restartAt(id.endOffset());
        for (SnapshotId older : SnapshotFile.list(folder)) {
            if (older.compareTo(id) < 0 && !older.equals(SnapshotId.BOOTSTRAP)) {
                SnapshotFile.delete(folder, older);
            }
        }
        LOG.info("Wrote metadata snapshot {} after {} bytes of log", id.fileName(), bytesSinceSnapshot);
        bytesSinceSnapshot = 0;
    }
}
