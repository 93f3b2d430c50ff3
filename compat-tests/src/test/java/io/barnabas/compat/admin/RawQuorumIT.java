// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AddRaftVoterResponseData;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.message.RemoveRaftVoterResponseData;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UnregisterBrokerResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the only voter on the metadata says of itself, and to those who want to add or remove one, in every version. */
final class RawQuorumIT {
    private static final String METADATA = "__cluster_metadata";
    private static final Uuid OTHER = Uuid.fromString("1GYHhtGOR2C_X1mF3TuIkA");

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own();

    private RawClient client;
    private String clusterId;
    private Uuid directoryId;

    @BeforeEach
    void connect() throws IOException {
        client = new RawClient(BROKER.bootstrap());
        var properties = new Properties();
        try (var in = Files.newInputStream(BROKER.broker().dataDirectory().resolve("meta.properties"))) {
            properties.load(in);
        }
        clusterId = properties.getProperty("cluster.id");
        directoryId = Uuid.fromString(properties.getProperty("directory.id"));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void shouldDescribeTheOnlyVoter() {
        for (var version : List.of(0, 1, 2)) {
            var answer = describeQuorum(version, METADATA, 0);
            var partition = answer.topics().get(0).partitions().get(0);
            var voter = partition.currentVoters().get(0);
            assertThat(answer.errorCode()).isZero();
            assertThat(answer.errorMessage()).isEmpty();
            assertThat(partition.leaderId()).isEqualTo(1);
            assertThat(partition.leaderEpoch()).isEqualTo(1);
            assertThat(partition.highWatermark()).isPositive();
            assertThat(partition.observers()).isEmpty();
            assertThat(partition.currentVoters()).hasSize(1);
            assertThat(voter.replicaId()).isEqualTo(1);
            assertThat(voter.replicaDirectoryId()).isEqualTo(version < 2 ? Uuid.ZERO_UUID : directoryId);
            assertThat(voter.logEndOffset()).isEqualTo(partition.highWatermark());
            assertThat(voter.lastFetchTimestamp()).isEqualTo(voter.lastCaughtUpTimestamp());
            assertThat(voter.lastFetchTimestamp() > 0).isEqualTo(version > 0);
            assertThat(answer.nodes()).hasSize(version < 2 ? 0 : 1);
            if (version == 2) {
                var node = answer.nodes().find(1);
                assertThat(node.listeners())
                        .extracting(listener -> listener.name())
                        .containsExactly("CONTROLLER");
            }
        }
    }

    @Test
    void shouldSayThatTheLogOfMetadataGrows() {
        var before = endOfMetadata();

        createTopic(BROKER.bootstrap(), "grows", 1);

        assertThat(endOfMetadata()).isGreaterThanOrEqualTo(before + 2);
    }

    private long endOfMetadata() {
        return describeQuorum(2, METADATA, 0)
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .highWatermark();
    }

    @Test
    void shouldDescribeNoOtherQuorum() {
        for (var version : List.of(0, 1, 2)) {
            for (var answer : List.of(
                    describeQuorum(version, METADATA, 1),
                    describeQuorum(version, METADATA, 0, 0),
                    describeQuorum(version, "other", 0))) {
                assertThat(answer.errorCode()).isZero();
                assertThat(answer.nodes()).isEmpty();
                assertThat(answer.topics().get(0).partitions()).allSatisfy(partition -> {
                    assertThat(partition.errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
                    assertThat(partition.errorMessage())
                            .isEqualTo(version < 2 ? "" : "This server does not host this topic-partition.");
                    assertThat(partition.leaderId()).isZero();
                });
            }
            assertThat(describeQuorum(version, METADATA).topics().get(0).partitions())
                    .isEmpty();
        }
    }

    private DescribeQuorumResponseData describeQuorum(int version, String topic, Integer... partitions) {
        var request = new DescribeQuorumRequestData()
                .setTopics(List.of(new DescribeQuorumRequestData.TopicData()
                        .setTopicName(topic)
                        .setPartitions(Arrays.stream(partitions)
                                .map(index -> new DescribeQuorumRequestData.PartitionData().setPartitionIndex(index))
                                .toList())));
        return ask(DescribeQuorumResponseData.class, ApiKeys.DESCRIBE_QUORUM, version, request);
    }

    @Test
    void shouldRefuseToAddVoters() {
        for (var version : List.of(0, 1)) {
            assertThat(add(version, "wrong", 2, OTHER, "CONTROLLER"))
                    .isEqualTo("INCONSISTENT_CLUSTER_ID The given id \"wrong\" doesn't match the cluster id \""
                            + clusterId + "\"");
            assertThat(add(version, clusterId, 1, OTHER, "CONTROLLER"))
                    .isEqualTo("DUPLICATE_VOTER The voter id for ReplicaKey(id=1, directoryId=" + OTHER
                            + ") is already part of the set of voters [ReplicaKey(id=1, directoryId=" + directoryId
                            + ")].");
            assertThat(add(version, null, 1, directoryId, "CONTROLLER")).startsWith("DUPLICATE_VOTER ");
            assertThat(add(version, clusterId, 2, Uuid.ZERO_UUID, "CONTROLLER"))
                    .isEqualTo("INVALID_REQUEST Add voter request didn't include a valid voter");
            assertThat(add(version, clusterId, -2, OTHER, "CONTROLLER"))
                    .isEqualTo("INVALID_REQUEST Add voter request didn't include a valid voter");
            assertThat(add(version, clusterId, 2, OTHER, "ELSE"))
                    .isEqualTo("INVALID_REQUEST Add voter request didn't include the endpoint"
                            + " (Endpoints(endpoints={ListenerName(ELSE)=localhost/<unresolved>:1})) for the default"
                            + " listener ListenerName(CONTROLLER)");
            assertThat(add(version, clusterId, 2, OTHER, "CONTROLLER")).startsWith("REQUEST_TIMED_OUT ");
        }
    }

    private String add(int version, @Nullable String cluster, int id, Uuid directory, String listener) {
        var request = new AddRaftVoterRequestData()
                .setClusterId(cluster)
                .setTimeoutMs(3000)
                .setVoterId(id)
                .setVoterDirectoryId(directory);
        request.listeners()
                .add(new AddRaftVoterRequestData.Listener()
                        .setName(listener)
                        .setHost("localhost")
                        .setPort(1));
        var answer = ask(AddRaftVoterResponseData.class, ApiKeys.ADD_RAFT_VOTER, version, request);
        return Errors.forCode(answer.errorCode()) + " " + answer.errorMessage();
    }

    @Test
    void shouldRefuseToRemoveVoters() {
        var all = " from the set of voters [ReplicaKey(id=1, directoryId=" + directoryId + ")]";

        assertThat(remove("wrong", 1, directoryId)).startsWith("INCONSISTENT_CLUSTER_ID The given id \"wrong\"");
        assertThat(remove(clusterId, 1, Uuid.ZERO_UUID))
                .isEqualTo("INVALID_REQUEST Remove voter request didn't include a valid voter");
        assertThat(remove(clusterId, 1, OTHER))
                .isEqualTo("VOTER_NOT_FOUND Cannot remove voter ReplicaKey(id=1, directoryId=" + OTHER + ")" + all);
        assertThat(remove(null, 2, OTHER))
                .isEqualTo("VOTER_NOT_FOUND Cannot remove voter ReplicaKey(id=2, directoryId=" + OTHER + ")" + all);
        assertThat(remove(clusterId, 1, directoryId))
                .isEqualTo(
                        "VOTER_NOT_FOUND Cannot remove voter ReplicaKey(id=1, directoryId=" + directoryId + ")" + all);
    }

    private String remove(@Nullable String cluster, int id, Uuid directory) {
        var request = new RemoveRaftVoterRequestData()
                .setClusterId(cluster)
                .setVoterId(id)
                .setVoterDirectoryId(directory);
        var answer = ask(RemoveRaftVoterResponseData.class, ApiKeys.REMOVE_RAFT_VOTER, 0, request);
        return Errors.forCode(answer.errorCode()) + " " + answer.errorMessage();
    }

    @Test
    void shouldNotUnregisterABrokerThatItDoesNotKnow() {
        for (var id : List.of(7, -1)) {
            assertThat(ask(
                            UnregisterBrokerResponseData.class,
                            ApiKeys.UNREGISTER_BROKER,
                            0,
                            new UnregisterBrokerRequestData().setBrokerId(id)))
                    .isEqualTo(new UnregisterBrokerResponseData()
                            .setErrorCode(Errors.BROKER_ID_NOT_REGISTERED.code())
                            .setErrorMessage("Broker ID " + id + " is not currently registered"));
        }
    }

    private <R extends ApiMessage> R ask(Class<R> type, ApiKeys api, int version, ApiMessage request) {
        return client.ask(type, api, version, request);
    }
}
