// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.message.ConsumerProtocolSubscription;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupRequest.JoinGroupRequestProtocol;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.LeaveGroupRequest;
import io.barnabas.wire.message.LeaveGroupRequest.MemberIdentity;
import io.barnabas.wire.message.LeaveGroupResponse;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.message.SyncGroupRequest.SyncGroupRequestAssignment;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.Errors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A consumer as the coordinator sees it: sends the requests of one member and remembers what it was told. */
public final class TestMember {

    public static final String GROUP = "g";
    public static final int SESSION_MS = 10_000;
    public static final int REBALANCE_MS = 60_000;

    private final ShardDriver driver;
    private final String groupId;
    private final String clientId;
    private final @Nullable String instanceId;
    private short joinVersion = 9;
    private String memberId = "";
    private int generation = -1;
    private List<String> assignors = List.of("range");
    private List<String> topics = List.of("orders");

    private TestMember(ShardDriver driver, String groupId, String clientId, @Nullable String instanceId) {
        this.driver = driver;
        this.groupId = groupId;
        this.clientId = clientId;
        this.instanceId = instanceId;
    }

    public static TestMember dynamic(ShardDriver driver, String clientId) {
        return new TestMember(driver, GROUP, clientId, null);
    }

    public static TestMember ofGroup(ShardDriver driver, String groupId, String clientId) {
        return new TestMember(driver, groupId, clientId, null);
    }

    public static TestMember ofStaticInstance(ShardDriver driver, String instanceId) {
        return new TestMember(driver, GROUP, "c", instanceId);
    }

    public TestMember version(int version) {
        joinVersion = (short) version;
        return this;
    }

    public TestMember assignors(String... names) {
        assignors = List.of(names);
        return this;
    }

    public TestMember topics(String... names) {
        topics = List.of(names);
        return this;
    }

    public String memberId() {
        return memberId;
    }

    public TestMember memberId(String id) {
        memberId = id;
        return this;
    }

    public int generation() {
        return generation;
    }

    public TestMember generation(int value) {
        generation = value;
        return this;
    }

    public @Nullable String instanceId() {
        return instanceId;
    }

    public JoinGroupRequest joinRequest() {
        return new JoinGroupRequest()
                .setGroupId(groupId)
                .setMemberId(memberId)
                .setGroupInstanceId(instanceId)
                .setSessionTimeoutMs(SESSION_MS)
                .setRebalanceTimeoutMs(REBALANCE_MS)
                .setProtocolType("consumer")
                .setProtocols(protocols());
    }

    private List<JoinGroupRequestProtocol> protocols() {
        List<JoinGroupRequestProtocol> protocols = new ArrayList<>();
        for (String assignor : assignors) {
            protocols.add(new JoinGroupRequestProtocol().setName(assignor).setMetadata(subscription(topics)));
        }
        return protocols;
    }

    /** What a consumer puts in its join metadata. */
    public static byte[] subscription(List<String> topics) {
        short version = 1;
        var message = new ConsumerProtocolSubscription().setTopics(topics);
        ByteBuffer buffer = ByteBuffer.allocate(Short.BYTES + message.size(version));
        buffer.putShort(version);
        message.write(new ByteBufferWritable(buffer), version);
        return buffer.array();
    }

    /** Sends one join. */
    public CompletableFuture<JoinGroupResponse> sendJoin(JoinGroupRequest request) {
        return driver.run(coordinator -> coordinator.joinGroup(origin(joinVersion), request))
                .thenApply(this::remember);
    }

    /** Joins as a client does, asking for a member id first where that is the way. */
    public CompletableFuture<JoinGroupResponse> join() {
        CompletableFuture<JoinGroupResponse> answer = sendJoin(joinRequest());
        if (answer.isDone() && answer.join().errorCode() == Errors.MEMBER_ID_REQUIRED.code()) {
            return sendJoin(joinRequest());
        }
        return answer;
    }

    private JoinGroupResponse remember(JoinGroupResponse response) {
        if (response.errorCode() == Errors.NONE.code() || response.errorCode() == Errors.MEMBER_ID_REQUIRED.code()) {
            memberId = response.memberId();
        }
        if (response.errorCode() == Errors.NONE.code()) {
            generation = response.generationId();
        }
        return response;
    }

    public CompletableFuture<SyncGroupResponse> sync() {
        return sync(List.of());
    }

    /** Syncs with these assignments: member id, content, and so on. */
    public CompletableFuture<SyncGroupResponse> syncAssigning(String... assignments) {
        List<SyncGroupRequestAssignment> all = new ArrayList<>();
        for (int i = 0; i < assignments.length; i += 2) {
            all.add(new SyncGroupRequestAssignment()
                    .setMemberId(assignments[i])
                    .setAssignment(bytes(assignments[i + 1])));
        }
        return sync(all);
    }

    public CompletableFuture<SyncGroupResponse> sync(List<SyncGroupRequestAssignment> assignments) {
        return driver.run(coordinator -> coordinator.syncGroup(syncRequest().setAssignments(assignments)));
    }

    public SyncGroupRequest syncRequest() {
        return new SyncGroupRequest()
                .setGroupId(groupId)
                .setMemberId(memberId)
                .setGroupInstanceId(instanceId)
                .setGenerationId(generation);
    }

    public Errors heartbeat() {
        var request = new HeartbeatRequest()
                .setGroupId(groupId)
                .setMemberId(memberId)
                .setGroupInstanceId(instanceId)
                .setGenerationId(generation);
        return Errors.forCode(
                driver.ask(coordinator -> coordinator.heartbeat(request)).errorCode());
    }

    public LeaveGroupResponse leave() {
        return driver.ask(coordinator -> coordinator.leaveGroup(new LeaveGroupRequest()
                .setGroupId(groupId)
                .setMembers(List.of(new MemberIdentity().setMemberId(memberId).setGroupInstanceId(instanceId)))));
    }

    public OffsetCommitRequest commitRequest(String topic, int partition, long offset) {
        return new OffsetCommitRequest()
                .setGroupId(groupId)
                .setMemberId(memberId)
                .setGroupInstanceId(instanceId)
                .setGenerationIdOrMemberEpoch(generation)
                .setTopics(List.of(new OffsetCommitRequestTopic()
                        .setName(topic)
                        .setPartitions(List.of(new OffsetCommitRequestPartition()
                                .setPartitionIndex(partition)
                                .setCommittedOffset(offset)
                                .setCommittedMetadata("")))));
    }

    public CompletableFuture<OffsetCommitResponse> commit(String topic, int partition, long offset) {
        return driver.run(
                coordinator -> coordinator.commitOffsets(origin((short) 9), commitRequest(topic, partition, offset)));
    }

    private RequestOrigin origin(short version) {
        return new RequestOrigin(version, clientId, "/127.0.0.1");
    }

    /** Joins alone and takes the whole assignment, so that the group is stable. */
    public TestMember joinAlone() {
        JoinGroupResponse joined = join().join();
        assertThat(Errors.forCode(joined.errorCode())).isEqualTo(Errors.NONE);
        SyncGroupResponse synced = syncAssigning(memberId, "all").join();
        assertThat(Errors.forCode(synced.errorCode())).isEqualTo(Errors.NONE);
        return this;
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
