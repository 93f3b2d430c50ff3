// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import io.barnabas.wire.message.ConsumerGroupHeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A consumer of KIP-848 as the coordinator sees it: sends the heartbeats of one member, and owns what it was told. */
public final class TestConsumer {

    public static final String GROUP = "g";
    public static final int REBALANCE_MS = 60_000;

    private final ShardDriver driver;
    private final String memberId;
    private final @Nullable String instanceId;
    private SortedMap<UUID, SortedSet<Integer>> owned = new TreeMap<>();
    private List<String> topics = List.of("orders");
    private @Nullable String regex;
    private @Nullable String assignor;
    private Predicate<String> mayDescribe = topic -> true;
    private int epoch;
    private int intervalMs;

    private TestConsumer(ShardDriver driver, String memberId, @Nullable String instanceId) {
        this.driver = driver;
        this.memberId = memberId;
        this.instanceId = instanceId;
    }

    public static TestConsumer dynamic(ShardDriver driver, String memberId) {
        return new TestConsumer(driver, memberId, null);
    }

    public static TestConsumer ofInstance(ShardDriver driver, String memberId, String instanceId) {
        return new TestConsumer(driver, memberId, instanceId);
    }

    public TestConsumer topics(String... names) {
        topics = List.of(names);
        return this;
    }

    public TestConsumer regex(String pattern) {
        topics = List.of();
        regex = pattern;
        return this;
    }

    public TestConsumer mayDescribe(Predicate<String> allowed) {
        mayDescribe = allowed;
        return this;
    }

    public TestConsumer assignor(String name) {
        assignor = name;
        return this;
    }

    public String memberId() {
        return memberId;
    }

    public int epoch() {
        return epoch;
    }

    public TestConsumer epoch(int value) {
        epoch = value;
        return this;
    }

    /** When it is to come again. */
    public int intervalMs() {
        return intervalMs;
    }

    /** What it owns, as {@code orders-0}, in order. */
    public List<String> owned(String... names) {
        List<String> all = new ArrayList<>();
        for (String name : names.length == 0 ? new String[] {"orders"} : names) {
            owned.getOrDefault(TestTopics.id(name), new TreeSet<>()).forEach(number -> all.add(name + "-" + number));
        }
        return all;
    }

    public int ownedCount() {
        return owned.values().stream().mapToInt(Set::size).sum();
    }

    SortedMap<UUID, SortedSet<Integer>> partitions() {
        return owned;
    }

    /** Everything it knows, as after trouble. */
    public ConsumerGroupHeartbeatRequest fullRequest() {
        List<TopicPartitions> partitions = new ArrayList<>();
        owned.forEach((topic, numbers) ->
                partitions.add(new TopicPartitions().setTopicId(topic).setPartitions(List.copyOf(numbers))));
        return request()
                .setInstanceId(instanceId)
                .setRebalanceTimeoutMs(REBALANCE_MS)
                .setSubscribedTopicNames(topics)
                .setSubscribedTopicRegex(regex)
                .setServerAssignor(assignor)
                .setTopicPartitions(partitions);
    }

    private ConsumerGroupHeartbeatRequest request() {
        return new ConsumerGroupHeartbeatRequest()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setMemberEpoch(epoch)
                .setInstanceId(instanceId);
    }

    public CompletableFuture<ConsumerGroupHeartbeatResponse> send(ConsumerGroupHeartbeatRequest request) {
        return driver.run(coordinator -> coordinator.consumerGroupHeartbeat(
                new RequestOrigin((short) 1, "c", "/127.0.0.1"), request, mayDescribe));
    }

    /** Sends a request that is answered well, and does what it is told: it gives up and takes over at once. */
    private TestConsumer obey(ConsumerGroupHeartbeatRequest request) {
        ConsumerGroupHeartbeatResponse response = send(request).join();
        assertThat(response.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(response.memberId()).isEqualTo(memberId);
        epoch = response.memberEpoch();
        intervalMs = response.heartbeatIntervalMs();
        if (response.assignment() != null) {
            owned = new TreeMap<>();
            response.assignment()
                    .topicPartitions()
                    .forEach(topic -> owned.put(topic.topicId(), new TreeSet<>(topic.partitions())));
        }
        return this;
    }

    public TestConsumer join() {
        epoch = 0;
        owned = new TreeMap<>();
        return obey(fullRequest());
    }

    /** A heartbeat that tells what it owns, but nothing else. */
    public TestConsumer heartbeat() {
        return obey(request().setTopicPartitions(fullRequest().topicPartitions()));
    }

    /** A heartbeat that tells nothing. */
    public TestConsumer lightHeartbeat() {
        return obey(request());
    }

    /** A heartbeat with everything of which the answer gets lost. */
    public void heartbeatWithLostAnswer() {
        var unused = send(fullRequest());
    }

    /** A heartbeat with everything, refused perhaps: then it has nothing any more, and has to join anew. */
    public Errors tryHeartbeat() {
        try {
            obey(fullRequest());
            return Errors.NONE;
        } catch (CompletionException e) {
            if (e.getCause() instanceof ApiException refusal) {
                owned = new TreeMap<>();
                epoch = 0;
                return refusal.error();
            }
            throw e;
        }
    }

    /** A heartbeat with everything, for a new subscription. */
    public TestConsumer resubscribe(Consumer<TestConsumer> change) {
        change.accept(this);
        return obey(fullRequest());
    }

    public TestConsumer leave(int withEpoch) {
        ConsumerGroupHeartbeatResponse response =
                send(request().setMemberEpoch(withEpoch)).join();
        assertThat(response.memberEpoch()).isEqualTo(withEpoch);
        owned = new TreeMap<>();
        return this;
    }

    public TestConsumer leave() {
        return leave(-1);
    }

    /** The error that a request is refused with, and its text. */
    public ApiException refusal(ConsumerGroupHeartbeatRequest request) {
        try {
            send(request).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ApiException refusal) {
                return refusal;
            }
            throw e;
        }
        throw new AssertionError("The request was accepted: " + request);
    }

    public Errors refusalOfHeartbeat() {
        return refusal(request()).error();
    }
}
