// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.BarnabasBroker;
import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.KafkaBroker;
import io.barnabas.compat.harness.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.message.StreamsGroupDescribeRequestData;
import org.apache.kafka.common.message.StreamsGroupDescribeResponseData;
import org.apache.kafka.common.message.StreamsGroupDescribeResponseData.DescribedGroup;
import org.apache.kafka.common.message.StreamsGroupDescribeResponseData.Member;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.Endpoint;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.KeyValue;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.Subtopology;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.TaskIds;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.TopicInfo;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData.Topology;
import org.apache.kafka.common.message.StreamsGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A streams group in a directory that Apache Kafka and Barnabas serve in turn: each finds it, members and tasks included, as
 * the other has left it, and the members go on at their epochs, without a new assignment, which shows that the hash of the
 * topics is the same for both. Runs both brokers whatever {@code -Dbroker} says.
 */
final class StreamsGroupGraduationIT {
    private static final String GROUP = "words";
    private static final Map<String, String> PROPERTIES = Map.of(
            "broker.rack", "shelf",
            "group.streams.initial.rebalance.delay.ms", "0",
            "group.streams.assignment.interval.ms", "0",
            "group.streams.num.standby.replicas", "1");

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(BrokerKind.class)
    void shouldFindTheGroupAsTheOtherHasLeftIt(BrokerKind first) throws Exception {
        var data = Files.createDirectories(temp.resolve("broker")).resolve("data");
        var kind = first;
        DescribedGroup before = null;
        for (var turn = 0; turn < 4; turn++) {
            try (var broker = start(kind, data);
                    var client = new RawClient(broker.bootstrap())) {
                var place = String.format("turn %d, %s", turn, kind);
                if (before == null) {
                    createTopic(broker.bootstrap());
                    findCoordinator(broker.bootstrap());
                    send(client, joining("a", "p"));
                    send(client, joining("b", "q"));
                } else {
                    findCoordinator(broker.bootstrap());
                    assertThat(describe(client)).as(place).isEqualTo(before);
                }
                settle(client);
                var after = describe(client);
                if (before != null) {
                    assertThat(after).as(place).isEqualTo(before);
                }
                before = after;
                broker.stop();
            }
            kind = kind == BrokerKind.KAFKA ? BrokerKind.BARNABAS : BrokerKind.KAFKA;
        }
        assertThat(before.members())
                .allSatisfy(
                        member -> assertThat(member.assignment().standbyTasks()).isNotEmpty());
    }

    private static Broker start(BrokerKind kind, Path data) {
        return kind == BrokerKind.KAFKA ? KafkaBroker.start(data, PROPERTIES) : BarnabasBroker.start(data, PROPERTIES);
    }

    private static void createTopic(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            get(admin.createTopics(List.of(new NewTopic("lines", 4, (short) 1))).all());
        }
    }

    private static void findCoordinator(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            get(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata());
        }
    }

    private static StreamsGroupHeartbeatRequestData joining(String memberId, String processId) {
        var config = List.of(new KeyValue().setKey("cleanup.policy").setValue("compact"));
        var words = new TopicInfo().setName("words-repartition").setTopicConfigs(List.of());
        var counts = new TopicInfo().setName("words-changelog").setTopicConfigs(config);
        var topology = new Topology()
                .setEpoch(0)
                .setSubtopologies(List.of(
                        new Subtopology()
                                .setSubtopologyId("0")
                                .setSourceTopics(List.of("lines"))
                                .setRepartitionSinkTopics(List.of("words-repartition")),
                        new Subtopology()
                                .setSubtopologyId("1")
                                .setRepartitionSourceTopics(List.of(words))
                                .setStateChangelogTopics(List.of(counts))));
        return beating(memberId, 0)
                .setRebalanceTimeoutMs(30_000)
                .setTopology(topology)
                .setProcessId(processId)
                .setUserEndpoint(new Endpoint().setHost(processId).setPort(8080))
                .setClientTags(List.of(new KeyValue().setKey("zone").setValue(processId)))
                .setActiveTasks(List.of())
                .setStandbyTasks(List.of())
                .setWarmupTasks(List.of());
    }

    private static StreamsGroupHeartbeatRequestData beating(String memberId, int epoch) {
        return new StreamsGroupHeartbeatRequestData()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setMemberEpoch(epoch)
                .setEndpointInformationEpoch(-1);
    }

    private static void send(RawClient client, StreamsGroupHeartbeatRequestData request) {
        var answer = client.ask(StreamsGroupHeartbeatResponseData.class, ApiKeys.STREAMS_GROUP_HEARTBEAT, 0, request);
        assertThat(Errors.forCode(answer.errorCode())).as(answer.errorMessage()).isEqualTo(Errors.NONE);
    }

    /** The members do as they are told until nothing changes any more. */
    private static void settle(RawClient client) {
        await().atMost(Clients.TIMEOUT).until(() -> {
            var group = describe(client);
            group.members().forEach(member -> send(client, having(member)));
            return group.groupState().equals("Stable") && describe(client).equals(group);
        });
    }

    private static StreamsGroupHeartbeatRequestData having(Member member) {
        return beating(member.memberId(), member.memberEpoch())
                .setActiveTasks(ids(member.assignment().activeTasks()))
                .setStandbyTasks(ids(member.assignment().standbyTasks()))
                .setWarmupTasks(List.of());
    }

    private static List<TaskIds> ids(List<StreamsGroupDescribeResponseData.TaskIds> described) {
        return described.stream()
                .map(id -> new TaskIds().setSubtopologyId(id.subtopologyId()).setPartitions(id.partitions()))
                .toList();
    }

    /**
     * With everything that comes out of hash maps in order, and without the numbers of partitions of internal topics, which
     * Kafka does not know after a restart.
     */
    private static DescribedGroup describe(RawClient client) {
        var group = client.ask(
                        StreamsGroupDescribeResponseData.class,
                        ApiKeys.STREAMS_GROUP_DESCRIBE,
                        0,
                        new StreamsGroupDescribeRequestData().setGroupIds(List.of(GROUP)))
                .groups()
                .get(0);
        assertThat(Errors.forCode(group.errorCode())).as(group.errorMessage()).isEqualTo(Errors.NONE);
        group.topology()
                .subtopologies()
                .forEach(subtopology -> Stream.of(
                                subtopology.stateChangelogTopics(), subtopology.repartitionSourceTopics())
                        .flatMap(List::stream)
                        .forEach(topic -> topic.setPartitions(0)));
        group.members().sort(Comparator.comparing(Member::memberId));
        for (Member member : group.members()) {
            for (var assignment : List.of(member.assignment(), member.targetAssignment())) {
                sort(assignment.activeTasks());
                sort(assignment.standbyTasks());
            }
        }
        return group;
    }

    private static void sort(List<StreamsGroupDescribeResponseData.TaskIds> ids) {
        ids.sort(Comparator.comparing(StreamsGroupDescribeResponseData.TaskIds::subtopologyId));
        ids.forEach(id -> id.partitions().sort(Comparator.naturalOrder()));
    }
}
