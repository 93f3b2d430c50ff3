// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.StreamsGroupDescribeRequestData;
import org.apache.kafka.common.message.StreamsGroupDescribeResponseData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.CopartitionGroup;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.Endpoint;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.KeyValue;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.Subtopology;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.TaskIds;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.TopicInfo;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.Topology;
import org.apache.kafka.common.message.StreamsGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests of KIP-1071 themselves: what is refused, and how, and what stands in the answers. */
final class RawStreamsHeartbeatIT {

    @RegisterExtension
    static final TestBroker BROKER =
            TestBroker.own("group.streams.max.size=2", "group.streams.assignment.interval.ms=0");

    private final RawClient client = new RawClient(BROKER.bootstrap());
    private final String group = unique("raw");
    private final String topic = createTopic(BROKER.bootstrap(), "raw", 2);

    @BeforeEach
    void findCoordinator() {
        try (var admin = Clients.admin(BROKER.bootstrap())) {
            get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        }
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static Topology topology(Subtopology... subtopologies) {
        return new Topology().setEpoch(0).setSubtopologies(List.of(subtopologies));
    }

    private static Subtopology reading(String id, String... topics) {
        return new Subtopology().setSubtopologyId(id).setSourceTopics(List.of(topics));
    }

    private static TopicInfo internal(String name, int partitions) {
        return new TopicInfo()
                .setName(name)
                .setPartitions(partitions)
                .setTopicConfigs(List.of(new KeyValue().setKey("cleanup.policy").setValue("delete")));
    }

    private StreamsGroupHeartbeatRequestData joining(String memberId) {
        return joining(memberId, topology(reading("0", topic)));
    }

    private StreamsGroupHeartbeatRequestData joining(String memberId, Topology topology) {
        return beating(memberId, 0)
                .setRebalanceTimeoutMs(5_000)
                .setTopology(topology)
                .setProcessId("process-of-" + memberId)
                .setActiveTasks(List.of())
                .setStandbyTasks(List.of())
                .setWarmupTasks(List.of())
                .setClientTags(List.of());
    }

    private StreamsGroupHeartbeatRequestData beating(String memberId, int epoch) {
        return new StreamsGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setMemberEpoch(epoch)
                .setEndpointInformationEpoch(-1);
    }

    private static StreamsGroupHeartbeatRequestData having(
            StreamsGroupHeartbeatRequestData request, TaskIds... active) {
        return request.setActiveTasks(List.of(active))
                .setStandbyTasks(List.of())
                .setWarmupTasks(List.of());
    }

    private static TaskIds tasks(String subtopology, Integer... partitions) {
        return new TaskIds().setSubtopologyId(subtopology).setPartitions(List.of(partitions));
    }

    private StreamsGroupHeartbeatResponseData send(StreamsGroupHeartbeatRequestData request) {
        return client.ask(StreamsGroupHeartbeatResponseData.class, ApiKeys.STREAMS_GROUP_HEARTBEAT, 0, request);
    }

    private void assertRefused(StreamsGroupHeartbeatRequestData request, Errors error, String message) {
        assertThat(send(request)).satisfies(response -> {
            assertThat(Errors.forCode(response.errorCode())).isEqualTo(error);
            assertThat(response.errorMessage()).isEqualTo(message);
            assertThat(response.memberId()).isEmpty();
            assertThat(response.memberEpoch()).isZero();
            assertThat(response.activeTasks()).isNull();
        });
    }

    private static List<String> statuses(StreamsGroupHeartbeatResponseData answer) {
        var statuses = new ArrayList<String>();
        if (answer.status() != null) {
            answer.status().forEach(status -> statuses.add(status.statusCode() + ": " + status.statusDetail()));
        }
        return statuses;
    }

    private StreamsGroupDescribeResponseData.DescribedGroup describe() {
        return describe(group);
    }

    private StreamsGroupDescribeResponseData.DescribedGroup describe(String groupId) {
        return client.ask(
                        StreamsGroupDescribeResponseData.class,
                        ApiKeys.STREAMS_GROUP_DESCRIBE,
                        0,
                        new StreamsGroupDescribeRequestData().setGroupIds(List.of(groupId)))
                .groups()
                .get(0);
    }

    @Test
    void shouldRefuseRequestsThatMakeNoSense() {
        assertInvalid(joining(""), "MemberId can't be empty.");
        assertInvalid(joining("a").setGroupId(""), "GroupId can't be empty.");
        assertInvalid(joining("a").setRackId(" "), "RackId can't be empty.");
        assertInvalid(joining("a").setRebalanceTimeoutMs(-1), "RebalanceTimeoutMs must be provided in first request.");
        assertInvalid(joining("a").setActiveTasks(null), "ActiveTasks must be empty when (re-)joining.");
        assertInvalid(
                joining("a").setStandbyTasks(List.of(tasks("0", 0))), "StandbyTasks must be empty when (re-)joining.");
        assertInvalid(joining("a", null), "Topology must be non-null when (re-)joining.");
        assertInvalid(beating("a", -2), "InstanceId can't be null.");
        assertInvalid(beating("a", -3), "MemberEpoch is -3, but must be greater than or equal to -2.");
        assertInvalid(
                beating("a", 3).setTopology(topology(reading("0", topic))),
                "Topology can only be provided when (re-)joining.");
        assertInvalid(beating("a", 3).setActiveTasks(List.of()), "If one task-type is non-null, all must be non-null.");
    }

    private void assertInvalid(StreamsGroupHeartbeatRequestData request, String message) {
        assertRefused(request, Errors.INVALID_REQUEST, message);
    }

    @Test
    void shouldRefuseWhatTheProtocolHasButNotTheRelease() {
        assertInvalid(joining("a").setInstanceId("i"), "Static membership is not yet supported.");
        assertInvalid(beating("a", 3).setTaskOffsets(List.of()), "TaskOffsets are not supported yet.");
        assertInvalid(beating("a", 3).setTaskEndOffsets(List.of()), "TaskEndOffsets are not supported yet.");
        assertInvalid(joining("a").setWarmupTasks(List.of(tasks("0", 0))), "WarmupTasks are not supported yet.");
        assertInvalid(
                joining("a", topology(reading("0", topic).setSourceTopicRegex(List.of("x.*")))),
                "Regular expressions for source topics are not supported yet.");
    }

    @Test
    void shouldRefuseTopologiesThatCannotBe() {
        assertRefused(
                joining("a", topology(reading("0", topic).setStateChangelogTopics(List.of(internal("log", 3))))),
                Errors.STREAMS_INVALID_TOPOLOGY,
                "Changelog topic log must have an undefined partition count, but it is set to 3.");
        assertRefused(
                joining("a", topology(reading("0", "__consumer_offsets"))),
                Errors.STREAMS_INVALID_TOPOLOGY,
                "Use of Kafka internal topics __consumer_offsets in a Kafka Streams topology is prohibited.");
        assertRefused(
                joining("a", topology(reading("0", "a b", "c/d"))),
                Errors.STREAMS_INVALID_TOPOLOGY,
                "Topic names a b,c/d are not valid topic names.");
        var ownReader = reading("1").setRepartitionSourceTopics(List.of(internal(group + "-r", 0)));
        assertRefused(
                joining("a", topology(reading("0", topic), ownReader)),
                Errors.STREAMS_INVALID_TOPOLOGY,
                "Failed to compute number of partitions for all repartition topics, because a repartition source topic "
                        + "is never used as a sink topic.");
        assertRefused(
                joining("a", topology(reading("0", topic), ownReader.setRepartitionSinkTopics(List.of(group + "-r")))),
                Errors.STREAMS_INVALID_TOPOLOGY,
                "Failed to compute number of partitions for all repartition topics. There may be loops in the topology "
                        + "that cannot be resolved.");
    }

    @Test
    void shouldSayWhatIsWrongWithTopics() {
        var big = createTopic(BROKER.bootstrap(), "big", 3);
        var both = new CopartitionGroup().setSourceTopics(List.of((short) 0, (short) 1));
        assertNotReady(
                topology(reading("0", topic, big).setCopartitionGroups(List.of(both))),
                "2: Following topics do not have the same number of partitions: [{" + big + "=3, " + topic + "=2}]");
        assertNotReady(
                topology(reading("0", "z9", "z8", "z7", "z6", topic)),
                "1: Source topics z6, z7, z8 and 1 additional topics are missing.");
        assertNotReady(
                topology(reading("0", topic).setStateChangelogTopics(List.of(internal(big, 0)))),
                "2: Existing topic " + big + " has different number of partitions: expected 2, found 3");
        var sourceAndRepartition = new CopartitionGroup()
                .setSourceTopics(List.of((short) 0))
                .setRepartitionSourceTopics(List.of((short) 0));
        assertNotReady(
                topology(
                        reading("0", topic).setRepartitionSinkTopics(List.of(group + "-r")),
                        reading("1", topic)
                                .setRepartitionSourceTopics(List.of(internal(group + "-r", 5)))
                                .setCopartitionGroups(List.of(sourceAndRepartition))),
                "2: Number of partitions [5] of repartition topic [" + group
                        + "-r] doesn't match number of partitions [2] of the source topic.");
    }

    /** Each in a group of its own. */
    private void assertNotReady(Topology topology, String status) {
        var id = unique("not-ready");
        var answer = send(joining("a", topology).setGroupId(id));

        assertThat(statuses(answer)).containsExactly(status);
        assertThat(answer.memberEpoch()).isEqualTo(2);
        assertThat(answer.activeTasks()).isEmpty();
        assertThat(describe(id).groupState()).isEqualTo("NotReady");
        assertThat(describe(id).groupEpoch()).isEqualTo(2);
    }

    @Test
    void shouldHandATaskFromOneMemberToTheOther() {
        var first = send(joining("a"));
        assertThat(first.memberEpoch()).isEqualTo(2);
        assertThat(first.status()).isEmpty();
        assertThat(first.activeTasks()).containsExactly(tasksTold("0", 0, 1));
        assertThat(first.standbyTasks()).isEmpty();
        assertThat(describe().groupState()).isEqualTo("Stable");

        assertThat(send(joining("b"))).satisfies(answer -> {
            assertThat(answer.memberEpoch()).isEqualTo(3);
            assertThat(answer.activeTasks()).isEmpty();
        });
        assertThat(describe().groupState()).isEqualTo("Reconciling");
        assertThat(send(having(beating("a", 2), tasks("0", 0, 1)))).satisfies(answer -> {
            assertThat(answer.memberEpoch()).isEqualTo(2);
            assertThat(answer.activeTasks()).containsExactly(tasksTold("0", 0));
        });
        assertThat(send(having(beating("a", 2), tasks("0", 0)))).satisfies(answer -> {
            assertThat(answer.memberEpoch()).isEqualTo(3);
            assertThat(answer.activeTasks()).isNull();
        });
        assertThat(send(having(beating("b", 3))).activeTasks()).containsExactly(tasksTold("0", 1));

        var described = describe();
        assertThat(described.groupState()).isEqualTo("Stable");
        assertThat(described.groupEpoch()).isEqualTo(3);
        assertThat(described.assignmentEpoch()).isEqualTo(3);
        assertThat(described.members()).hasSize(2).allSatisfy(member -> {
            assertThat(member.memberEpoch()).isEqualTo(3);
            assertThat(member.assignment()).isEqualTo(member.targetAssignment());
            assertThat(member.processId()).isEqualTo("process-of-" + member.memberId());
            assertThat(member.clientHost()).isEqualTo("/127.0.0.1");
            assertThat(member.isClassic()).isFalse();
        });
    }

    private static StreamsGroupHeartbeatResponseData.TaskIds tasksTold(String subtopology, Integer... partitions) {
        return new StreamsGroupHeartbeatResponseData.TaskIds()
                .setSubtopologyId(subtopology)
                .setPartitions(List.of(partitions));
    }

    @Test
    void shouldFenceMembersOfOtherEpochsAndOthersThanMembers() {
        send(joining("a"));
        assertRefused(beating("b", 5), Errors.UNKNOWN_MEMBER_ID, "Member b is not a member of group " + group + ".");
        assertRefused(
                beating("b", 5).setGroupId("nobody"), Errors.GROUP_ID_NOT_FOUND, "Streams group nobody not found.");
        assertRefused(beating("b", -1).setGroupId("nobody"), Errors.GROUP_ID_NOT_FOUND, "Group nobody not found.");
        var fenced =
                "The streams group member has a %s member epoch (%d) than the one known by the group coordinator (2). "
                        + "The member must abandon all its partitions and rejoin.";
        assertRefused(beating("a", 7), Errors.FENCED_MEMBER_EPOCH, String.format(fenced, "greater", 7));
        assertRefused(
                having(beating("a", 1), tasks("0", 0)),
                Errors.FENCED_MEMBER_EPOCH,
                String.format(fenced, "smaller", 1));
        assertRefused(
                having(beating("a", 2), tasks("9", 0)),
                Errors.INVALID_REQUEST,
                "Subtopology 9 does not exist in the topology.");
        assertRefused(
                having(beating("a", 2), tasks("0", 5)),
                Errors.INVALID_REQUEST,
                "Task 5 for subtopology 0 is invalid. Number of tasks for this subtopology: 2");
        send(joining("b"));
        var full = "The streams group has reached its maximum capacity of 2 members.";
        assertRefused(joining("c"), Errors.GROUP_MAX_SIZE_REACHED, full);
        assertRefused(joining("a"), Errors.GROUP_MAX_SIZE_REACHED, full);
    }

    @Test
    void shouldKeepTheFirstTopology() {
        send(joining("a", topology(reading("0", topic)).setEpoch(3)));
        assertRefused(
                joining("b", topology(reading("0", topic)).setEpoch(4)),
                Errors.INVALID_REQUEST,
                "Topology updates are not supported yet.");
        assertRefused(
                joining("b", topology(reading("1", topic)).setEpoch(3)),
                Errors.INVALID_REQUEST,
                "Topology updates are not supported yet.");

        assertThat(statuses(send(joining("b", topology(reading("1", topic)).setEpoch(2)))))
                .containsExactly("0: The member's topology epoch 2 is behind the group's topology epoch 3.");
        send(beating("a", -1));
        send(beating("b", -1));
        assertThat(describe().groupState()).isEqualTo("Empty");
        assertRefused(
                joining("b", topology(reading("0", topic)).setEpoch(4)),
                Errors.INVALID_REQUEST,
                "Topology updates are not supported yet.");
    }

    @Test
    void shouldTellAllToStop() {
        send(joining("a"));
        send(joining("b"));
        var told =
                "4: Streams group member b encountered a fatal error and requested a shutdown for the entire application.";

        assertThat(send(beating("b", -1).setShutdownApplication(true))).satisfies(answer -> {
            assertThat(answer.memberEpoch()).isEqualTo(-1);
            assertThat(answer.status()).isEmpty();
        });
        assertThat(statuses(send(beating("a", 2)))).containsExactly(told);
        send(beating("a", -1));
        assertThat(send(joining("a")).status()).isEmpty();
    }

    @Test
    void shouldCreateTheInternalTopics() {
        var big = createTopic(BROKER.bootstrap(), "big", 3);
        var repartition = group + "-words-repartition";
        var changelog = group + "-counts-changelog";
        var first = send(joining(
                "a",
                topology(
                        reading("0", topic, big).setRepartitionSinkTopics(List.of(repartition)),
                        reading("1")
                                .setRepartitionSourceTopics(List.of(internal(repartition, 0)))
                                .setStateChangelogTopics(List.of(internal(changelog, 0))))));

        assertThat(statuses(first))
                .singleElement()
                .asString()
                .startsWith("3: Internal topics are missing: ")
                .contains(changelog, repartition);
        var ready = await().atMost(Duration.ofSeconds(30))
                .until(() -> send(beating("a", 2)), answer -> answer.activeTasks() != null);
        assertThat(ready.memberEpoch()).isEqualTo(3);
        assertThat(ready.activeTasks()).containsExactlyInAnyOrder(tasksTold("0", 0, 1, 2), tasksTold("1", 0, 1, 2));
        var described = describe();
        assertThat(described.topology().subtopologies().get(1)).satisfies(subtopology -> {
            assertThat(subtopology.repartitionSourceTopics().get(0).partitions())
                    .isEqualTo(3);
            assertThat(subtopology.stateChangelogTopics().get(0).partitions()).isEqualTo(3);
        });
        try (var admin = Clients.admin(BROKER.bootstrap())) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, changelog);
            assertThat(get(admin.describeConfigs(List.of(resource)).all())
                            .get(resource)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("delete");
        }
    }

    @Test
    void shouldSayWhyTopicsCannotBeCreated() {
        var changelog = group + "-changelog";
        var impossible = internal(changelog, 0).setReplicationFactor((short) 3);
        send(joining("a", topology(reading("0", topic).setStateChangelogTopics(List.of(impossible)))));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(statuses(send(beating("a", 2))))
                        .singleElement()
                        .asString()
                        .startsWith("3: Internal topics are missing: " + changelog + "; Creation failed: " + changelog
                                + " ("));
    }

    @Test
    void shouldTellWhereQueriesFindWhat() {
        send(at("here", joining("a")));
        var joined = send(at("there", joining("b")));

        assertThat(joined.partitionsByUserEndpoint())
                .extracting(each -> each.userEndpoint().host() + each.activePartitions())
                .containsExactlyInAnyOrder("here[TopicPartition(topic='" + topic + "', partitions=[0, 1])]", "there[]");
        var known = send(beating("a", 2));
        assertThat(known.partitionsByUserEndpoint()).hasSize(2);
        assertThat(send(beating("a", 2).setEndpointInformationEpoch(known.endpointInformationEpoch()))
                        .partitionsByUserEndpoint())
                .isNull();
    }

    private static StreamsGroupHeartbeatRequestData at(String host, StreamsGroupHeartbeatRequestData request) {
        return request.setUserEndpoint(new Endpoint().setHost(host).setPort(1));
    }

    @Test
    void shouldLetTheFirstMembersGather() {
        setForGroup("streams.initial.rebalance.delay.ms", "1000");

        var first = send(joining("a"));
        var second = send(joining("b"));

        assertThat(statuses(first))
                .containsExactly("5: Assignment delayed due to the configured initial rebalance delay.");
        assertThat(first.memberEpoch()).isEqualTo(1);
        assertThat(first.activeTasks()).isEmpty();
        assertThat(second.memberEpoch()).isEqualTo(1);
        assertThat(describe().groupState()).isEqualTo("Assigning");
        var assigned = await().atMost(Duration.ofSeconds(30))
                .until(() -> send(having(beating("a", 1))), answer -> answer.activeTasks() != null);
        assertThat(assigned.activeTasks()).containsExactly(tasksTold("0", 0));
        assertThat(assigned.memberEpoch()).isEqualTo(describe().groupEpoch());
        assertThat(assigned.status()).isEmpty();
        send(beating("a", -1));
        send(beating("b", -1));
        assertThat(send(joining("a"))).satisfies(answer -> {
            assertThat(statuses(answer)).isEqualTo(statuses(first));
            assertThat(answer.memberEpoch()).isEqualTo(assigned.memberEpoch());
            assertThat(answer.activeTasks()).isEmpty();
        });
    }

    @Test
    void shouldNotAssignMoreOftenThanConfigured() {
        setForGroup("streams.assignment.interval.ms", "1000");
        send(joining("a"));

        var second = send(joining("b"));

        assertThat(statuses(second))
                .containsExactly("5: Assignment delayed due to the configured assignment interval.");
        assertThat(second.memberEpoch()).isEqualTo(2);
        assertThat(describe().groupState()).isEqualTo("Assigning");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> send(having(beating("a", 2), tasks("0", 0, 1))).activeTasks() != null);
        assertThat(describe().assignmentEpoch()).isEqualTo(3);
    }

    @Test
    void shouldAssignAnewWhenStandbysAreWanted() {
        var changelog = createTopic(BROKER.bootstrap(), "changelog", 2);
        var stateful = topology(reading("0", topic).setStateChangelogTopics(List.of(internal(changelog, 0))));
        send(joining("a", stateful));
        send(joining("b", stateful));
        send(having(beating("a", 2), tasks("0", 0, 1)));
        send(having(beating("a", 2), tasks("0", 0)));
        send(having(beating("b", 3)));

        setForGroup("streams.num.standby.replicas", "1");

        var answer = await().atMost(Duration.ofSeconds(30))
                .until(() -> send(having(beating("a", 3), tasks("0", 0))), each -> each.activeTasks() != null);
        assertThat(answer.memberEpoch()).isEqualTo(4);
        assertThat(answer.activeTasks()).containsExactly(tasksTold("0", 0));
        assertThat(answer.standbyTasks()).containsExactly(tasksTold("0", 1));
    }

    private void setForGroup(String name, String value) {
        try (var admin = Clients.admin(BROKER.bootstrap())) {
            var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
            get(admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                    .all());
        }
    }

    @Test
    void shouldTakeCommitsOfMembersThatHaveTheTask() {
        send(joining("a"));
        send(joining("b"));
        send(having(beating("a", 2), tasks("0", 0, 1)));
        send(having(beating("a", 2), tasks("0", 0)));
        send(having(beating("b", 3)));

        assertThat(commit("a", 3, 0)).isEqualTo(Errors.NONE);
        assertThat(commit("a", 2, 0)).isEqualTo(Errors.NONE);
        assertThat(commit("a", 1, 0)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(commit("a", 4, 0)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(commit("a", 2, 1)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(commit("b", 2, 1)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(commit("x", 3, 1)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(commit("", -1, 1)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(fetch("a", 3)).isEqualTo(Errors.NONE);
        assertThat(fetch("a", 2)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(fetch("x", 3)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    private Errors commit(String memberId, int epoch, int partition) {
        var request = new OffsetCommitRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setGenerationIdOrMemberEpoch(epoch)
                .setTopics(List.of(new OffsetCommitRequestTopic()
                        .setName(topic)
                        .setPartitions(List.of(new OffsetCommitRequestPartition()
                                .setPartitionIndex(partition)
                                .setCommittedOffset(0)))));
        return Errors.forCode(client.ask(OffsetCommitResponseData.class, ApiKeys.OFFSET_COMMIT, 9, request)
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .errorCode());
    }

    private Errors fetch(String memberId, int epoch) {
        var request = new OffsetFetchRequestData()
                .setGroups(List.of(new OffsetFetchRequestGroup()
                        .setGroupId(group)
                        .setMemberId(memberId)
                        .setMemberEpoch(epoch)
                        .setTopics(null)));
        return Errors.forCode(client.ask(OffsetFetchResponseData.class, ApiKeys.OFFSET_FETCH, 9, request)
                .groups()
                .get(0)
                .errorCode());
    }

    @Test
    void shouldDescribeNoGroupThatIsNotThere() {
        assertThat(describe("nobody")).satisfies(described -> {
            assertThat(Errors.forCode(described.errorCode())).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
            assertThat(described.errorMessage()).isEqualTo("Group nobody not found.");
        });
        var consumer = new ConsumerGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId("c")
                .setRebalanceTimeoutMs(5_000)
                .setSubscribedTopicNames(List.of(topic))
                .setTopicPartitions(List.of());
        client.ask(ConsumerGroupHeartbeatResponseData.class, ApiKeys.CONSUMER_GROUP_HEARTBEAT, 1, consumer);
        assertThat(describe().errorMessage()).isEqualTo("Group " + group + " is not a streams group.");
    }
}
