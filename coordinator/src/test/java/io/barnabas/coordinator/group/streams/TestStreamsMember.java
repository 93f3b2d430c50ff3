// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Endpoint;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.TaskIds;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Topology;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A member of a streams group as the coordinator sees it: sends its heartbeats, and has what it was told. */
public final class TestStreamsMember {

    public static final String GROUP = "g";
    public static final int REBALANCE_MS = 60_000;

    private final ShardDriver driver;
    private final String memberId;
    private final String processId;
    private Topology topology;
    private @Nullable Endpoint endpoint;
    private SortedSet<TaskId> active = new TreeSet<>();
    private SortedSet<TaskId> standby = new TreeSet<>();
    private int epoch;
    private int endpointEpoch = -1;
    private @Nullable StreamsHeartbeatResult last;

    public TestStreamsMember(ShardDriver driver, String memberId, String processId, Topology topology) {
        this.driver = driver;
        this.memberId = memberId;
        this.processId = processId;
        this.topology = topology;
    }

    public TestStreamsMember topology(Topology newTopology) {
        topology = newTopology;
        return this;
    }

    public TestStreamsMember endpoint(String host, int port) {
        endpoint = new Endpoint().setHost(host).setPort(port);
        return this;
    }

    public String memberId() {
        return memberId;
    }

    public String processId() {
        return processId;
    }

    public int epoch() {
        return epoch;
    }

    public TestStreamsMember epoch(int value) {
        epoch = value;
        return this;
    }

    /** The tasks it has active, as {@code 0_1}, in order. */
    public List<String> active() {
        return texts(active);
    }

    public List<String> standby() {
        return texts(standby);
    }

    SortedSet<TaskId> activeTasks() {
        return active;
    }

    SortedSet<TaskId> standbyTasks() {
        return standby;
    }

    private static List<String> texts(Collection<TaskId> tasks) {
        return tasks.stream()
                .map(task -> task.subtopology() + "_" + task.partition())
                .toList();
    }

    /** The last answer. */
    public StreamsGroupHeartbeatResponse answer() {
        return Objects.requireNonNull(last).response();
    }

    /** The topics that the last answer found missing. */
    public Collection<InternalTopicSpec> missing() {
        return Objects.requireNonNull(last).missingTopics();
    }

    /** The codes and texts of the last answer's statuses. */
    public List<String> statuses() {
        return Objects.requireNonNull(answer().status()).stream()
                .map(status -> ofCode(status.statusCode()) + ": " + status.statusDetail())
                .toList();
    }

    private static StreamsStatus ofCode(byte code) {
        return Stream.of(StreamsStatus.values())
                .filter(status -> status.code() == code)
                .findFirst()
                .orElseThrow();
    }

    private StreamsGroupHeartbeatRequest request() {
        return new StreamsGroupHeartbeatRequest()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setMemberEpoch(epoch)
                .setEndpointInformationEpoch(endpointEpoch);
    }

    public StreamsGroupHeartbeatRequest joining() {
        return request()
                .setMemberEpoch(0)
                .setRebalanceTimeoutMs(REBALANCE_MS)
                .setTopology(topology)
                .setProcessId(processId)
                .setUserEndpoint(endpoint)
                .setActiveTasks(List.of())
                .setStandbyTasks(List.of())
                .setWarmupTasks(List.of())
                .setClientTags(List.of());
    }

    /** A heartbeat that tells what it has. */
    public StreamsGroupHeartbeatRequest telling() {
        return request()
                .setActiveTasks(ids(active))
                .setStandbyTasks(ids(standby))
                .setWarmupTasks(List.of());
    }

    private static List<TaskIds> ids(Collection<TaskId> tasks) {
        return TaskId.bySubtopology(
                tasks,
                (subtopology, partitions) ->
                        new TaskIds().setSubtopologyId(subtopology).setPartitions(partitions));
    }

    public CompletableFuture<StreamsHeartbeatResult> send(StreamsGroupHeartbeatRequest request) {
        return driver.run(coordinator ->
                coordinator.streamsGroupHeartbeat(new RequestOrigin((short) 0, "c", "/127.0.0.1"), request));
    }

    private TestStreamsMember obey(StreamsGroupHeartbeatRequest request) {
        StreamsHeartbeatResult result = send(request).join();
        StreamsGroupHeartbeatResponse response = result.response();
        last = result;
        assertThat(response.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(response.memberId()).isEqualTo(memberId);
        epoch = response.memberEpoch();
        endpointEpoch = response.endpointInformationEpoch();
        if (response.activeTasks() != null) {
            active = tasks(response.activeTasks());
            standby = tasks(Objects.requireNonNull(response.standbyTasks()));
        }
        return this;
    }

    private static SortedSet<TaskId> tasks(List<StreamsGroupHeartbeatResponse.TaskIds> ids) {
        SortedSet<TaskId> tasks = new TreeSet<>();
        ids.forEach(id -> id.partitions().forEach(partition -> tasks.add(new TaskId(id.subtopologyId(), partition))));
        return tasks;
    }

    public TestStreamsMember join() {
        active = new TreeSet<>();
        standby = new TreeSet<>();
        return obey(joining());
    }

    public TestStreamsMember heartbeat() {
        return obey(telling());
    }

    /** A heartbeat that tells nothing. */
    public TestStreamsMember lightHeartbeat() {
        return obey(request());
    }

    public void heartbeatWithLostAnswer() {
        var unused = send(telling());
    }

    /** A heartbeat that tells nothing, refused perhaps. */
    public Errors tryHeartbeatWithoutTasks() {
        return attempt(request());
    }

    /** A heartbeat, refused perhaps: then it has nothing any more, and has to join anew. */
    public Errors tryHeartbeat() {
        return attempt(epoch == 0 ? joining() : telling());
    }

    private Errors attempt(StreamsGroupHeartbeatRequest request) {
        try {
            obey(request);
            return Errors.NONE;
        } catch (CompletionException e) {
            if (e.getCause() instanceof ApiException refusal) {
                active = new TreeSet<>();
                standby = new TreeSet<>();
                epoch = 0;
                return refusal.error();
            }
            throw e;
        }
    }

    public TestStreamsMember leave() {
        StreamsGroupHeartbeatResponse response =
                send(request().setMemberEpoch(-1)).join().response();
        assertThat(response.memberEpoch()).isEqualTo(-1);
        active = new TreeSet<>();
        standby = new TreeSet<>();
        epoch = 0;
        return this;
    }

    /** Leaves with the wish that all others do too. */
    public void leaveAndShutDownAll() {
        var unused =
                send(request().setMemberEpoch(-1).setShutdownApplication(true)).join();
    }

    /** The error that a request is refused with, and its text. */
    public ApiException refusal(StreamsGroupHeartbeatRequest request) {
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
