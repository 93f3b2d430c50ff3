// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.coordinator.runtime.CoordinatorLoader;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.coordinator.runtime.InMemoryPartitionWriter;
import io.barnabas.coordinator.runtime.ManualTimer;
import io.barnabas.coordinator.runtime.ShardPorts;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Runs a share coordinator of one shard on memory. Every record written is also replayed, from its bytes, into a second shard, and
 * both must agree after each operation.
 */
public final class ShareCoordinatorDriver implements CoordinatorTopic {
    private final ShareCoordinatorConfig config;
    private final InMemoryPartitionWriter log = new InMemoryPartitionWriter(ShareRecords.serde());
    private final ManualTimer timer = new ManualTimer(1_700_000_000_000L);
    private final TestTopics topics = new TestTopics();
    private ShareShard shard;
    private ShareShard mirror;
    private int mirrored;
    private ShareCoordinator coordinator;

    public ShareCoordinatorDriver(ShareCoordinatorConfig config) {
        this.config = config;
        topics.put("orders", 3);
        shard = new ShareShard(config);
        mirror = new ShareShard(config);
        coordinator = start();
    }

    private ShareCoordinator start() {
        ShareShard empty = shard;
        var runtime = new CoordinatorRuntime<>(
                partition -> new ShardPorts(Runnable::run, log, log, timer), () -> empty, timer::nowMs);
        return new ShareCoordinator(this, runtime, topics::image);
    }

    static SharePartitionKey key(String group, int partition) {
        return new SharePartitionKey(group, TestTopics.id("orders"), partition);
    }

    public ShareCoordinator coordinator() {
        return coordinator;
    }

    <R> R ask(Function<ShareCoordinator, CompletableFuture<R>> request) {
        CompletableFuture<R> answer = request.apply(coordinator);
        assertReplayAgrees();
        assertThat(answer).isCompleted();
        return answer.join();
    }

    Errors refusal(Function<ShareCoordinator, ? extends CompletableFuture<?>> request) {
        CompletableFuture<?> answer = request.apply(coordinator);
        assertReplayAgrees();
        Throwable failure = answer.handle((done, error) -> error).join();
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(ApiException.class);
        return ((ApiException) cause).error();
    }

    ShareState state(SharePartitionKey key) {
        return ask(c -> c.summary(key)).orElseThrow();
    }

    void advance(long ms) {
        timer.advance(ms);
    }

    /** The process dies and comes back. */
    public void restart() {
        timer.clear();
        shard = new ShareShard(config);
        coordinator = start();
    }

    InMemoryPartitionWriter log() {
        return log;
    }

    private void assertReplayAgrees() {
        for (CoordinatorLoader.Item item : log.itemsFrom(mirrored)) {
            if (item instanceof CoordinatorLoader.LoadedRecord loaded) {
                mirror.replay(loaded.offset(), loaded.producerId(), loaded.record());
            }
        }
        mirrored = log.size();
        assertThat(mirror.states().all()).isEqualTo(shard.states().all());
        assertThat(mirror.states().firstNeededOffset()).isEqualTo(shard.states().firstNeededOffset());
    }

    /** What a shard knows that reads the log from here on only. */
    ShareShard loadedFrom(long offset) {
        ShareShard late = new ShareShard(config);
        for (CoordinatorLoader.Item item : log.itemsFrom((int) offset)) {
            if (item instanceof CoordinatorLoader.LoadedRecord loaded) {
                late.replay(loaded.offset(), loaded.producerId(), loaded.record());
            }
        }
        return late;
    }

    ShareShard shard() {
        return shard;
    }

    @Override
    public OptionalInt partitionCount() {
        return OptionalInt.of(1);
    }

    @Override
    public CompletableFuture<Integer> create() {
        return CompletableFuture.completedFuture(1);
    }
}
