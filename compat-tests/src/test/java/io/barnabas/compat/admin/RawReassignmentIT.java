// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData.ReassignablePartitionResponse;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData.ListPartitionReassignmentsTopics;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one broker says when partitions shall move or get other leaders, in every version. */
final class RawReassignmentIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private RawClient client;

    @BeforeEach
    void connect() {
        client = new RawClient(BROKER.bootstrap());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void shouldReassignToTheOnlyBrokerAndRefuseOthers() {
        var topic = createTopic(BROKER.bootstrap(), "reassigned", 1);

        assertThat(reassign(topic, 0, List.of(1))).isEqualTo("0 NONE null");
        assertThat(reassign(topic, 0, null)).isEqualTo("0 NO_REASSIGNMENT_IN_PROGRESS null");
        assertThat(reassign(topic, 0, List.of()))
                .isEqualTo(
                        "0 INVALID_REPLICA_ASSIGNMENT The manual partition assignment includes an empty replica list.");
        assertThat(reassign(topic, 0, List.of(1, 1)))
                .isEqualTo(
                        "0 INVALID_REPLICA_ASSIGNMENT The manual partition assignment includes the broker 1 more than"
                                + " once.");
        assertThat(reassign(topic, 0, List.of(2, 1)))
                .isEqualTo("0 INVALID_REPLICA_ASSIGNMENT The manual partition assignment includes broker 2, but no such"
                        + " broker is registered.");
        assertThat(reassign(topic, 0, List.of(-1)))
                .isEqualTo(
                        "0 INVALID_REPLICA_ASSIGNMENT The manual partition assignment includes broker -1, but no such"
                                + " broker is registered.");
        assertThat(reassign(topic, 9, List.of(1)))
                .isEqualTo("9 UNKNOWN_TOPIC_OR_PARTITION Unable to find partition " + topic + ":9.");
        assertThat(reassign("", 0, null)).isEqualTo("0 UNKNOWN_TOPIC_OR_PARTITION Unable to find a topic named .");
    }

    /** The answer for one partition, which is the same in all versions. */
    private String reassign(String topic, int partition, @Nullable List<Integer> replicas) {
        for (var version : List.of(0, 1)) {
            for (var mayChange : version == 0 ? List.of(true) : List.of(true, false)) {
                var request = new AlterPartitionReassignmentsRequestData()
                        .setAllowReplicationFactorChange(mayChange)
                        .setTopics(List.of(new ReassignableTopic()
                                .setName(topic)
                                .setPartitions(List.of(new ReassignablePartition()
                                        .setPartitionIndex(partition)
                                        .setReplicas(replicas)))));
                var answer = client.ask(
                        AlterPartitionReassignmentsResponseData.class,
                        ApiKeys.ALTER_PARTITION_REASSIGNMENTS,
                        version,
                        request);
                assertThat(answer.errorCode()).isZero();
                assertThat(answer.errorMessage()).isNull();
                assertThat(answer.allowReplicationFactorChange()).isEqualTo(mayChange);
                var result = answer.responses().get(0).partitions().get(0);
                if (version == 1 && !mayChange) {
                    return text(result);
                }
            }
        }
        throw new IllegalStateException();
    }

    private static String text(ReassignablePartitionResponse result) {
        return result.partitionIndex() + " " + Errors.forCode(result.errorCode()) + " " + result.errorMessage();
    }

    @Test
    void shouldListNoReassignments() {
        var topic = createTopic(BROKER.bootstrap(), "listed", 1);
        var one = List.of(
                new ListPartitionReassignmentsTopics().setName(topic).setPartitionIndexes(List.of(0, 5)),
                new ListPartitionReassignmentsTopics().setName("none").setPartitionIndexes(List.of(0)));

        for (var topics : Arrays.asList(null, List.<ListPartitionReassignmentsTopics>of(), one)) {
            var answer = client.ask(
                    ListPartitionReassignmentsResponseData.class,
                    ApiKeys.LIST_PARTITION_REASSIGNMENTS,
                    0,
                    new ListPartitionReassignmentsRequestData().setTopics(topics));
            assertThat(answer).isEqualTo(new ListPartitionReassignmentsResponseData().setErrorMessage(null));
        }
    }

    @Test
    void shouldElectNobody() {
        var topic = createTopic(BROKER.bootstrap(), "elected", 2);

        for (var version : List.of(0, 1, 2)) {
            for (var type : version == 0 ? List.of(0) : List.of(0, 1)) {
                assertThat(elect(version, type, topic, 0, 9, 0, -1))
                        .isEqualTo("0:"
                                + "0 ELECTION_NOT_NEEDED Leader election not needed for topic partition.;"
                                + "9 UNKNOWN_TOPIC_OR_PARTITION No such partition as " + topic + "-9;"
                                + "0 ELECTION_NOT_NEEDED Leader election not needed for topic partition.;"
                                + "-1 UNKNOWN_TOPIC_OR_PARTITION No such partition as " + topic + "--1;");
                assertThat(elect(version, type, "none", 3))
                        .isEqualTo("0:3 UNKNOWN_TOPIC_OR_PARTITION No such topic as none;");
            }
        }
        assertThat(elect(2, 2, topic, 0)).isEqualTo("42:0 INVALID_REQUEST Unknown election type 2;");
        assertThat(elect(1, -1, topic, 0)).isEqualTo("42:0 INVALID_REQUEST Unknown election type -1;");
    }

    @Test
    void shouldElectNobodyAmongAll() {
        var topic = createTopic(BROKER.bootstrap(), "elected", 2);

        for (var version : List.of(0, 1, 2)) {
            var all = ask(ElectLeadersResponseData.class, ApiKeys.ELECT_LEADERS, version, election(0, null));
            var none =
                    ask(ElectLeadersResponseData.class, ApiKeys.ELECT_LEADERS, version, new ElectLeadersRequestData());
            assertThat(all.errorCode()).isZero();
            assertThat(all.replicaElectionResults())
                    .anyMatch(result -> result.topic().equals(topic))
                    .allMatch(result -> result.partitionResult().isEmpty());
            assertThat(none).isEqualTo(new ElectLeadersResponseData());
        }
        assertThat(ask(ElectLeadersResponseData.class, ApiKeys.ELECT_LEADERS, 2, election(3, null)))
                .isEqualTo(new ElectLeadersResponseData().setErrorCode(Errors.INVALID_REQUEST.code()));
    }

    private String elect(int version, int type, String topic, Integer... partitions) {
        var answer =
                ask(ElectLeadersResponseData.class, ApiKeys.ELECT_LEADERS, version, election(type, topic, partitions));
        var text = new StringBuilder().append(answer.errorCode()).append(':');
        for (var result : answer.replicaElectionResults().get(0).partitionResult()) {
            text.append(result.partitionId() + " " + Errors.forCode(result.errorCode()) + " " + result.errorMessage()
                    + ";");
        }
        return text.toString();
    }

    private static ElectLeadersRequestData election(int type, @Nullable String topic, Integer... partitions) {
        var request = new ElectLeadersRequestData().setElectionType((byte) type);
        if (topic == null) {
            return request.setTopicPartitions(null);
        }
        request.topicPartitions()
                .add(new ElectLeadersRequestData.TopicPartitions()
                        .setTopic(topic)
                        .setPartitions(List.of(partitions)));
        return request;
    }

    private <R extends ApiMessage> R ask(Class<R> type, ApiKeys api, int version, ApiMessage request) {
        return client.ask(type, api, version, request);
    }
}
