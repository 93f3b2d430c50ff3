// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.share.InMemoryShareStates;
import io.barnabas.coordinator.runtime.CoordinatorLoader;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.coordinator.runtime.InMemoryPartitionWriter;
import io.barnabas.coordinator.runtime.ManualTimer;
import io.barnabas.coordinator.runtime.ShardPorts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Runs a group coordinator of one shard on memory and a clock moved by hand. Every record written is also replayed, from
 * its bytes, into a second shard, and both must agree after each operation: so every test of an operation tests recovery.
 */
public final class ShardDriver implements CoordinatorTopic {

    public static final long START_MS = 1_700_000_000_000L;

    private final GroupConfig config;
    private final InMemoryPartitionWriter log = new InMemoryPartitionWriter(GroupRecordSerde.create());
    private final ManualTimer timer = new ManualTimer(START_MS);
    private final TestTopics topics = new TestTopics();
    private final Map<String, String> overrides = new HashMap<>();
    private final InMemoryShareStates shareStates = new InMemoryShareStates();
    private final GroupPorts ports;
    private GroupShard shard;
    private GroupShard mirror;
    private int mirrored;
    private int position;
    private boolean topicExists = true;
    private GroupCoordinator coordinator;

    public ShardDriver() {
        this(GroupConfig.DEFAULT);
    }

    public ShardDriver(GroupConfig config) {
        this.config = config;
        int[] last = {0};
        this.ports = new GroupPorts(
                () -> String.valueOf(++last[0]),
                () -> "m-" + ++last[0],
                topics::image,
                (groupId, name) -> overrides.get(groupId + " " + name),
                shareStates,
                (groupId, text) -> {});
        this.shard = new GroupShard(config, ports);
        this.mirror = new GroupShard(config, ports);
        this.coordinator = start();
    }

    private GroupCoordinator start() {
        GroupShard empty = shard;
        var runtime = new CoordinatorRuntime<>(
                partition -> new ShardPorts(Runnable::run, log, log, timer), () -> empty, timer::nowMs);
        return new GroupCoordinator(config, ports, this, runtime);
    }

    /** Runs one request and checks that the state is what its records say. */
    public <R> CompletableFuture<R> run(Function<GroupCoordinator, CompletableFuture<R>> request) {
        position = log.size();
        CompletableFuture<R> answer = request.apply(coordinator);
        assertReplayAgrees();
        return answer;
    }

    /** The same, for requests that are answered at once. */
    public <R> R ask(Function<GroupCoordinator, CompletableFuture<R>> request) {
        CompletableFuture<R> answer = run(request);
        assertThat(answer).isDone();
        return answer.join();
    }

    public void advance(long ms) {
        position = log.size();
        timer.advance(ms);
        assertReplayAgrees();
    }

    /** The process dies and comes back: soft state and waiting requests are lost. */
    public void restart() {
        timer.clear();
        shard = new GroupShard(config, ports);
        coordinator = start();
        ask(GroupCoordinator::expireOffsets);
        assertReplayAgrees();
    }

    private void assertReplayAgrees() {
        for (CoordinatorLoader.Item item : log.itemsFrom(mirrored)) {
            replay(mirror, item);
        }
        mirrored = log.size();
        assertThat(mirror.groups().recorded()).isEqualTo(shard.groups().recorded());
        assertThat(mirror.offsets().state()).isEqualTo(shard.offsets().state());
    }

    private static void replay(GroupShard shard, CoordinatorLoader.Item item) {
        if (item instanceof CoordinatorLoader.LoadedRecord loaded) {
            shard.replay(loaded.offset(), loaded.producerId(), loaded.record());
        } else if (item instanceof CoordinatorLoader.EndTransaction end) {
            shard.replayEndTransaction(end.producerId(), end.committed());
        }
    }

    /** What the last request, or the last move of the clock, wrote. */
    public List<CoordinatorRecord> written() {
        return log.recordsFrom(position);
    }

    public InMemoryPartitionWriter log() {
        return log;
    }

    public ManualTimer timer() {
        return timer;
    }

    public GroupShard shard() {
        return shard;
    }

    /** The topics that the groups find; to be changed at will. */
    public TestTopics topics() {
        return topics;
    }

    /** Sets what an administrator can set for a group. */
    public void override(String groupId, String name, String value) {
        overrides.put(groupId + " " + name, value);
    }

    public InMemoryShareStates shareStates() {
        return shareStates;
    }

    public void removeTopic() {
        topicExists = false;
    }

    @Override
    public OptionalInt partitionCount() {
        return topicExists ? OptionalInt.of(1) : OptionalInt.empty();
    }

    @Override
    public CompletableFuture<Integer> create() {
        topicExists = true;
        return CompletableFuture.completedFuture(1);
    }
}
