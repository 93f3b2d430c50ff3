// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.group.GroupPorts;
import io.barnabas.coordinator.group.modern.GroupOverrides;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.runtime.CoordinatorTimer;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.coordinator.runtime.PartitionWriter;
import io.barnabas.coordinator.runtime.ShardPorts;
import io.barnabas.coordinator.runtime.TimerKey;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.coordinator.runtime.TransactionMarker;
import io.barnabas.coordinator.runtime.TransactionalProducer;
import io.barnabas.coordinator.transaction.MarkerSender;
import io.barnabas.coordinator.transaction.TransactionConfig;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.coordinator.transaction.TransactionShard;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One shard of a coordinator that keeps nothing: every append succeeds at once, and no timer ever fires. */
final class MemoryShard implements CoordinatorTopic, PartitionWriter, CoordinatorTimer {
    static final long NOW_MS = 1_700_000_000_000L;

    private long end;

    private MemoryShard() {}

    static GroupCoordinator groups() {
        var shard = new MemoryShard();
        var ports = new GroupPorts(
                () -> "1",
                () -> "1",
                NoTopics::new,
                GroupOverrides.NONE,
                new MemoryShareStates(),
                (groupId, text) -> {});
        var runtime = new CoordinatorRuntime<>(
                partition -> shard.ports(), GroupCoordinator.shards(GroupConfig.DEFAULT, ports), () -> NOW_MS);
        return new GroupCoordinator(GroupConfig.DEFAULT, ports, shard, runtime);
    }

    /** Its markers go where the sender sends them; producer ids count from 1000 on. */
    static TransactionCoordinator transactions(MarkerSender markers) {
        var shard = new MemoryShard();
        Supplier<TransactionShard> shards =
                () -> new TransactionShard(TransactionConfig.DEFAULT, markers, () -> (short) 2);
        var runtime = new CoordinatorRuntime<>(partition -> shard.ports(), shards, () -> NOW_MS);
        AtomicLong ids = new AtomicLong(1000);
        return new TransactionCoordinator(
                shard, runtime, () -> CompletableFuture.completedFuture(ids.getAndIncrement()));
    }

    private ShardPorts ports() {
        return new ShardPorts(Runnable::run, this, sink -> CompletableFuture.completedFuture(null), this);
    }

    @Override
    public OptionalInt partitionCount() {
        return OptionalInt.of(1);
    }

    @Override
    public CompletableFuture<Integer> create() {
        return CompletableFuture.completedFuture(1);
    }

    @Override
    public Appended append(List<CoordinatorRecord> records, @Nullable TransactionalProducer producer, long nowMs) {
        long first = end;
        end += records.size();
        return new Appended(first, CompletableFuture.completedFuture(null));
    }

    @Override
    public Appended append(TransactionMarker marker, long nowMs) {
        return new Appended(end++, CompletableFuture.completedFuture(null));
    }

    @Override
    public void set(TimerKey key, long delayMs, Runnable task) {}

    @Override
    public void cancel(TimerKey key) {}

    @Override
    public boolean isSet(TimerKey key) {
        return false;
    }

    /** A cluster without topics. */
    private record NoTopics() implements TopicImage {

        @Override
        public long version() {
            return 0;
        }

        @Override
        public @Nullable Topic topic(String name) {
            return null;
        }

        @Override
        public @Nullable Topic topic(UUID id) {
            return null;
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }
    }
}
