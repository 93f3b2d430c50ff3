// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.log.record.ControlRecord;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.wire.message.KRaftVersionRecord;
import io.barnabas.wire.message.SnapshotFooterRecord;
import io.barnabas.wire.message.SnapshotHeaderRecord;
import io.barnabas.wire.message.VotersRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import io.barnabas.wire.protocol.RecordMessage;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the batches of the metadata log and of its snapshots: uncompressed as Kafka's are, records without keys. Control batches have
 * one record each, whose key tells the type.
 */
final class MetadataBatches {
    /** Kafka's bound on a batch of this log. */
    static final int MAX_BYTES = 8 * 1024 * 1024;

    static final short LEADER_CHANGE = 2;
    static final short SNAPSHOT_HEADER = 3;
    static final short SNAPSHOT_FOOTER = 4;
    static final short KRAFT_VERSION = 5;
    static final short KRAFT_VOTERS = 6;

    private static final short VERSION_0 = 0;

    private MetadataBatches() {}

    /**
     * One batch, so that its records count together or not at all.
     *
     * @throws ApiException POLICY_VIOLATION when they do not fit in one
     */
    static ByteBuffer data(List<Message> records, short metadataVersion, long baseOffset, int epoch, long nowMs) {
        RecordBatchBuilder batch = new RecordBatchBuilder(64 + 64 * records.size())
                .baseOffset(baseOffset)
                .leaderEpoch(epoch);
        for (Message message : records) {
            RecordMessage record = (RecordMessage) message;
            batch.append(nowMs, null, RecordFrame.encode(record, RecordVersions.of(record, metadataVersion)));
            if (batch.writtenSizeInBytes() > MAX_BYTES) {
                throw new ApiException(Errors.POLICY_VIOLATION, "Unable to perform excessively large batch operation.");
            }
        }
        return batch.build();
    }

    static ByteBuffer leaderChange(ClusterImage cluster, long baseOffset, int epoch, long nowMs) {
        return control(LEADER_CHANGE, Voters.leaderChange(cluster), VERSION_0, baseOffset, epoch, nowMs);
    }

    static ByteBuffer snapshotHeader(long lastTimestampMs, long baseOffset, int epoch, long nowMs) {
        return control(
                SNAPSHOT_HEADER,
                new SnapshotHeaderRecord().setVersion(VERSION_0).setLastContainedLogTimestamp(lastTimestampMs),
                VERSION_0,
                baseOffset,
                epoch,
                nowMs);
    }

    static ByteBuffer snapshotFooter(long baseOffset, int epoch, long nowMs) {
        return control(
                SNAPSHOT_FOOTER, new SnapshotFooterRecord().setVersion(VERSION_0), VERSION_0, baseOffset, epoch, nowMs);
    }

    static ByteBuffer kraftVersion(short kraftVersion, long baseOffset, int epoch, long nowMs) {
        return control(
                KRAFT_VERSION,
                new KRaftVersionRecord().setVersion(VERSION_0).setKRaftVersion(kraftVersion),
                VERSION_0,
                baseOffset,
                epoch,
                nowMs);
    }

    /** Both in one batch, so that the log never has a version without its voters. */
    static ByteBuffer kraftVersionAndVoters(
            short kraftVersion, VotersRecord voters, long baseOffset, int epoch, long nowMs) {
        Message version = new KRaftVersionRecord().setVersion(VERSION_0).setKRaftVersion(kraftVersion);
        return new RecordBatchBuilder()
                .baseOffset(baseOffset)
                .leaderEpoch(epoch)
                .control()
                .append(nowMs, ControlRecord.key(KRAFT_VERSION), ByteBufferWritable.toBuffer(version, VERSION_0))
                .append(nowMs, ControlRecord.key(KRAFT_VOTERS), ByteBufferWritable.toBuffer(voters, VERSION_0))
                .build();
    }

    static ByteBuffer kraftVoters(VotersRecord voters, long baseOffset, int epoch, long nowMs) {
        return control(KRAFT_VOTERS, voters, VERSION_0, baseOffset, epoch, nowMs);
    }

    private static ByteBuffer control(short type, Message body, short version, long baseOffset, int epoch, long nowMs) {
        @Nullable ByteBuffer value = ByteBufferWritable.toBuffer(body, version);
        return new RecordBatchBuilder()
                .baseOffset(baseOffset)
                .leaderEpoch(epoch)
                .control()
                .append(nowMs, ControlRecord.key(type), value)
                .build();
    }
}
