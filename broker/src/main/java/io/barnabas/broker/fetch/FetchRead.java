// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.fetch;

import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.log.LogSlice;
import io.barnabas.log.OffsetOutOfRangeException;
import io.barnabas.log.PartitionLog;
import io.barnabas.log.epoch.EpochEndOffset;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchRequest.FetchPartition;
import io.barnabas.wire.message.FetchResponse.AbortedTransaction;
import io.barnabas.wire.message.FetchResponse.PartitionData;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.FileRecords;
import io.barnabas.wire.protocol.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions of one fetch request within its limits. May be repeated while the request waits for data; always on
 * the loop of the connection. What is read are slices of segment files, not bytes.
 */
public final class FetchRead {
    private static final Logger LOG = LoggerFactory.getLogger(FetchRead.class);

    private static final byte READ_COMMITTED = 1;
    private static final int CONSUMER = -1;
    private static final int DEBUG_CONSUMER = -2;
    private static final long UNKNOWN_OFFSET = -1;
    private static final Records NOTHING = new ByteBufferRecords(ByteBuffer.allocate(0));

    private final Partitions partitions;
    private final FetchRequest request;
    private final short version;
    private final FetchPlan plan;
    private final Predicate<String> mayRead;

    /** @param mayRead whether the client may read the topic of that name */
    public FetchRead(
            Partitions partitions, FetchRequest request, short version, FetchPlan plan, Predicate<String> mayRead) {
        this.partitions = partitions;
        this.request = request;
        this.version = version;
        this.plan = plan;
        this.mayRead = mayRead;
    }

    /**
     * What one round of reading found.
     *
     * @param sizeInBytes of all records
     * @param answerNow there is an error or a divergence that the client should see without waiting
     * @param seen the partitions that were read without an error, to wait for
     */
    public record Outcome(List<FetchPlan.Result> results, List<Seen> seen, int sizeInBytes, boolean answerNow) {
        /** What was read goes to the client, and is counted. */
        public void sent() {
            for (int i = 0; i < seen.size() && sizeInBytes > 0; i++) {
                seen.get(i).partition().traffic().out(seen.get(i).sizeInBytes());
            }
        }
    }

    /** A partition as a round of reading found it, and how many bytes of it were taken. */
    public record Seen(Partition partition, long highWatermark, int sizeInBytes) {
        boolean moved() {
            return partition.log().highWatermark() != highWatermark;
        }
    }

    public Outcome read() {
        List<FetchPlan.Result> results = new ArrayList<>(plan.targets().size());
        List<Seen> seen = new ArrayList<>(plan.targets().size());
        int remaining = Math.max(0, request.maxBytes());
        int size = 0;
        boolean answerNow = false;
        for (FetchTarget target : plan.targets()) {
            PartitionData data = emptyData(target.key().partition());
            Errors error = Errors.NONE;
            Partition partition = null;
            try {
                Lookup lookup = find(target);
                partition = lookup.partition();
                error = partition == null
                        ? lookup.error()
                        : read(partition, target.wanted(), data, remaining, size == 0);
            } catch (OffsetOutOfRangeException e) {
                error = Errors.OFFSET_OUT_OF_RANGE;
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("Cannot read {}", target.key(), e);
                error = Errors.KAFKA_STORAGE_ERROR;
            }
            if (error != Errors.NONE) {
                data = emptyData(target.key().partition()).setErrorCode(error.code());
                answerNow = true;
            } else if (partition != null) {
                seen.add(new Seen(partition, data.highWatermark(), FetchTarget.sizeOf(data)));
                answerNow |= data.divergingEpoch().epoch() >= 0;
            }
            int bytes = FetchTarget.sizeOf(data);
            size += bytes;
            remaining = Math.max(0, remaining - bytes);
            results.add(new FetchPlan.Result(target, data));
        }
        return new Outcome(results, seen, size, answerNow);
    }

    private static PartitionData emptyData(int partition) {
        return new PartitionData()
                .setPartitionIndex(partition)
                .setHighWatermark(UNKNOWN_OFFSET)
                .setLastStableOffset(UNKNOWN_OFFSET)
                .setLogStartOffset(UNKNOWN_OFFSET)
                .setAbortedTransactions(null)
                .setRecords(NOTHING);
    }

    private record Lookup(@Nullable Partition partition, Errors error) {}

    private Lookup find(FetchTarget target) {
        FetchTarget.Key key = target.key();
        boolean byId = FetchSession.namesTopicsById(version);
        String topic = byId ? partitions.topicName(key.topicId()) : key.topic();
        if (topic == null) {
            return new Lookup(null, Errors.UNKNOWN_TOPIC_ID);
        }
        if (!mayRead.test(topic)) {
            return new Lookup(null, Errors.TOPIC_AUTHORIZATION_FAILED);
        }
        Partition partition = partitions.find(topic, key.partition());
        return new Lookup(partition, Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }

    private Errors read(Partition partition, FetchPartition wanted, PartitionData data, int remaining, boolean first)
            throws IOException {
        if (replicaId() != CONSUMER && replicaId() != DEBUG_CONSUMER) {
            return Errors.NOT_LEADER_OR_FOLLOWER; // no follower of ours is known
        }
        Errors epochError = partition.checkEpoch(wanted.currentLeaderEpoch());
        if (epochError != Errors.NONE) {
            return epochError;
        }
        PartitionLog log = partition.log();
        boolean committedOnly = request.isolationLevel() == READ_COMMITTED;
        // Read in this order: the stable offset never passes a high watermark that was read before it.
        long highWatermark = log.highWatermark();
        long stable = Math.min(log.lastStableOffset(), highWatermark);
        long limit = committedOnly ? stable : highWatermark;
        data.setHighWatermark(highWatermark).setLastStableOffset(stable).setLogStartOffset(log.logStartOffset());
        if (wanted.lastFetchedEpoch() >= 0 && diverges(log, wanted, data)) {
            return Errors.NONE;
        }
        long offset = wanted.fetchOffset();
        if (offset < log.logStartOffset() || offset > log.logEndOffset()) {
            return Errors.OFFSET_OUT_OF_RANGE;
        }
        if (committedOnly) {
            data.setAbortedTransactions(List.of());
        }
        int maxBytes = Math.min(Math.max(0, wanted.partitionMaxBytes()), remaining);
        if (offset >= limit || (maxBytes == 0 && !first)) {
            return Errors.NONE;
        }
        LogSlice slice = log.read(offset, maxBytes, limit, first);
        if (slice.sizeInBytes() > 0) {
            data.setRecords(new FileRecords(slice.channel(), slice.position(), slice.sizeInBytes()));
            if (committedOnly) {
                data.setAbortedTransactions(abortedIn(log, offset, limit));
            }
        }
        return Errors.NONE;
    }

    private int replicaId() {
        return version >= 15 ? request.replicaState().replicaId() : request.replicaId();
    }

    /** Whether the client's log went another way than ours after the epoch it fetched last (KIP-595). */
    private static boolean diverges(PartitionLog log, FetchPartition wanted, PartitionData data) {
        EpochEndOffset end = log.endOffsetForEpoch(wanted.lastFetchedEpoch());
        if (end.epoch() >= wanted.lastFetchedEpoch() && end.endOffset() >= wanted.fetchOffset()) {
            return false;
        }
        data.divergingEpoch().setEpoch(end.epoch()).setEndOffset(end.endOffset());
        return true;
    }

    private static List<AbortedTransaction> abortedIn(PartitionLog log, long offset, long limit) throws IOException {
        List<AbortedTransaction> aborted = new ArrayList<>();
        for (var transaction : log.abortedTransactions(offset, limit)) {
            aborted.add(new AbortedTransaction()
                    .setProducerId(transaction.producerId())
                    .setFirstOffset(transaction.firstOffset()));
        }
        return aborted;
    }
}
