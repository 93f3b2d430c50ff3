// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.message.ShareGroupHeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A share consumer as the coordinator sees it: sends the heartbeats of one member, and fetches from where it was told. */
public final class TestShareConsumer {

    public static final String GROUP = "g";

    private final ShardDriver driver;
    private final String memberId;
    private SortedMap<UUID, SortedSet<Integer>> assigned = new TreeMap<>();
    private List<String> topics = List.of("orders");
    private int epoch;
    private int intervalMs;

    public TestShareConsumer(ShardDriver driver, String memberId) {
        this.driver = driver;
        this.memberId = memberId;
    }

    public TestShareConsumer topics(String... names) {
        topics = List.of(names);
        return this;
    }

    public List<String> topics() {
        return topics;
    }

    public String memberId() {
        return memberId;
    }

    public int epoch() {
        return epoch;
    }

    /** When it is to come again. */
    public int intervalMs() {
        return intervalMs;
    }

    public SortedMap<UUID, SortedSet<Integer>> partitions() {
        return assigned;
    }

    /** What it has, as {@code orders-0}, in order. */
    public List<String> assigned() {
        List<String> all = new ArrayList<>();
        for (String name : topics) {
            assigned.getOrDefault(TestTopics.id(name), new TreeSet<>()).forEach(number -> all.add(name + "-" + number));
        }
        return all;
    }

    public ShareGroupHeartbeatRequest request(int withEpoch, @Nullable List<String> withTopics) {
        return new ShareGroupHeartbeatRequest()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setMemberEpoch(withEpoch)
                .setSubscribedTopicNames(withTopics);
    }

    public CompletableFuture<ShareGroupHeartbeatResponse> send(ShareGroupHeartbeatRequest request) {
        return driver.run(coordinator ->
                coordinator.shareGroups().heartbeat(new RequestOrigin((short) 1, "c", "/127.0.0.1"), request));
    }

    private TestShareConsumer obey(ShareGroupHeartbeatRequest request) {
        ShareGroupHeartbeatResponse response = send(request).join();
        assertThat(response.memberId()).isEqualTo(memberId);
        epoch = response.memberEpoch();
        intervalMs = response.heartbeatIntervalMs();
        if (response.assignment() != null) {
            assigned = new TreeMap<>();
            response.assignment()
                    .topicPartitions()
                    .forEach(topic -> assigned.put(topic.topicId(), new TreeSet<>(topic.partitions())));
        }
        return this;
    }

    public TestShareConsumer join() {
        assigned = new TreeMap<>();
        return obey(request(0, topics));
    }

    public TestShareConsumer heartbeat() {
        return obey(request(epoch, null));
    }

    /** A heartbeat for a new subscription. */
    public TestShareConsumer resubscribe(String... names) {
        topics(names);
        return obey(request(epoch, topics));
    }

    /** A heartbeat of which the answer gets lost. */
    public void heartbeatWithLostAnswer() {
        var unused = send(request(epoch, topics));
    }

    /** A heartbeat with everything, refused perhaps: then it has nothing any more, and has to join anew. */
    public Errors tryHeartbeat() {
        try {
            obey(request(epoch, topics));
            return Errors.NONE;
        } catch (CompletionException e) {
            if (e.getCause() instanceof ApiException refusal) {
                assigned = new TreeMap<>();
                epoch = 0;
                return refusal.error();
            }
            throw e;
        }
    }

    public TestShareConsumer leave() {
        assertThat(send(request(-1, null)).join().memberEpoch()).isEqualTo(-1);
        assigned = new TreeMap<>();
        return this;
    }

    /** The error that a request is refused with, and its text. */
    public ApiException refusal(ShareGroupHeartbeatRequest request) {
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
}
