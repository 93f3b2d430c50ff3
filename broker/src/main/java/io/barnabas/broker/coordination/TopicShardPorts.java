// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.time.Timers;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.coordinator.runtime.ShardPorts;
import io.barnabas.log.record.Compression;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/** The ports of the shards of one coordinator: each has the loop, the log and the timers of its partition of the topic. */
final class TopicShardPorts implements IntFunction<ShardPorts> {

    private final String topic;
    private final Partitions partitions;
    private final RecordSerde serde;
    private final Compression compression;
    private final int loadBufferBytes;
    private final Executor disk;
    private final Timers timers;

    /**
     * The ports of the shards of this topic.
     *
     * @param loadBufferBytes how much is read at once when a shard is loaded
     * @param disk where partitions are read
     */
    TopicShardPorts(
            String topic,
            Partitions partitions,
            RecordSerde serde,
            Compression compression,
            int loadBufferBytes,
            Executor disk,
            Timers timers) {
        this.topic = topic;
        this.partitions = partitions;
        this.serde = serde;
        this.compression = compression;
        this.loadBufferBytes = loadBufferBytes;
        this.disk = disk;
        this.timers = timers;
    }

    @Override
    public ShardPorts apply(int index) {
        Partition partition = partitions.find(topic, index);
        if (partition == null) {
            throw new ApiException(Errors.COORDINATOR_NOT_AVAILABLE, topic + "-" + index + " does not exist.");
        }
        return new ShardPorts(
                partition::execute,
                new LogPartitionWriter(partition, serde, compression, baseSequence()),
                new LogCoordinatorLoader(partition, serde, disk, loadBufferBytes),
                new LoopTimer(partition.loop(), timers));
    }

    /** Kafka's coordinators of groups and of shares write 0 into all their batches, that of transactions writes none. */
    private int baseSequence() {
        return topic.equals(TopicInfo.TRANSACTION_STATE) ? -1 : 0;
    }
}
