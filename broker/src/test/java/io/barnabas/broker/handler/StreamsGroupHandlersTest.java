// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.config.TopicConfigs;
import io.barnabas.broker.coordination.StreamsTopics;
import io.barnabas.broker.metadata.MetadataConfig;
import io.barnabas.broker.metadata.MetadataOperation.Decision;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.StreamsGroupDescribeRequest;
import io.barnabas.wire.message.StreamsGroupDescribeResponse;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Subtopology;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Topology;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handlers of KIP-1071 over a coordinator in memory, which knows no topics. */
class StreamsGroupHandlersTest {

    @TempDir
    private Path directory;

    private GroupBroker broker;
    private StreamsTopics topics;

    @BeforeEach
    void start() throws Exception {
        broker = GroupBroker.start(directory);
        var configs =
                new TopicConfigs(new DynamicConfigs(BrokerConfig.of(Map.of()).values()));
        topics = new StreamsTopics(broker.metadata(), MetadataConfig.DEFAULT, configs, () -> Instant.EPOCH);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    /** An application that reads a repartition topic of its own, which is not there. */
    private static StreamsGroupHeartbeatRequest join(int replicationFactor) {
        var words = new StreamsGroupHeartbeatRequest.TopicInfo()
                .setName("words")
                .setPartitions(3)
                .setReplicationFactor((short) replicationFactor);
        return join(new Subtopology().setSubtopologyId("0").setRepartitionSourceTopics(List.of(words)));
    }

    private static StreamsGroupHeartbeatRequest join(Subtopology subtopology) {
        return new StreamsGroupHeartbeatRequest()
                .setGroupId("g")
                .setMemberId("m")
                .setProcessId("p")
                .setRebalanceTimeoutMs(1_000)
                .setTopology(new Topology().setSubtopologies(List.of(subtopology)))
                .setActiveTasks(List.of())
                .setStandbyTasks(List.of())
                .setWarmupTasks(List.of());
    }

    private StreamsGroupHeartbeatResponse beat(StreamsGroupHeartbeatRequest request) throws Exception {
        var handler = new StreamsGroupHeartbeatHandler(broker.coordinator(), topics, () -> true);
        return (StreamsGroupHeartbeatResponse) broker.ask(handler, 0, request);
    }

    private static String detail(StreamsGroupHeartbeatResponse response) {
        return Objects.requireNonNull(response.status()).get(0).statusDetail();
    }

    private DescribedGroup describe(String groupId) throws Exception {
        var handler = new StreamsGroupDescribeHandler(broker.coordinator(), () -> true);
        var request =
                new StreamsGroupDescribeRequest().setGroupIds(List.of(groupId)).setIncludeAuthorizedOperations(true);
        return ((StreamsGroupDescribeResponse) broker.ask(handler, 0, request))
                .groups()
                .get(0);
    }

    /** The topic once everything that was begun is done. */
    private @Nullable TopicInfo topicAfterAll() throws InterruptedException, ExecutionException {
        broker.metadata().submit(image -> new Decision<>(true, List.of())).get();
        return broker.metadata().image().topic("words");
    }

    @Test
    void shouldLetAMemberInAndCreateWhatItNeeds() throws Exception {
        StreamsGroupHeartbeatResponse joined = beat(join(0));

        assertThat(joined.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(detail(joined)).isEqualTo("Internal topics are missing: words");
        assertThat(topicAfterAll())
                .isNotNull()
                .satisfies(topic -> assertThat(topic.partitions()).hasSize(3));
        assertThat(describe("g").members())
                .singleElement()
                .satisfies(member -> assertThat(member.processId()).isEqualTo("p"));
    }

    @Test
    void shouldTellWhyATopicCouldNotBeCreated() throws Exception {
        beat(join(3));
        topicAfterAll();

        assertThat(detail(beat(join(3)))).startsWith("Internal topics are missing: words; Creation failed: words (");
    }

    @Test
    void shouldCreateNothingForWhomMayNot() throws Exception {
        broker.authorize((principal, host, operation, type, name) -> operation != Operation.CREATE);

        assertThat(detail(beat(join(0))))
                .isEqualTo("Internal topics are missing: words; Unauthorized to CREATE on topics words.");

        assertThat(topicAfterAll()).isNull();
    }

    @Test
    void shouldSayWhyItRefuses() throws Exception {
        StreamsGroupHeartbeatResponse refused = beat(join(0).setMemberEpoch(7).setTopology(null));

        assertThat(refused.errorCode()).isEqualTo(Errors.GROUP_ID_NOT_FOUND.code());
        assertThat(refused.errorMessage()).isEqualTo("Streams group g not found.");
        assertThat(describe("g").errorMessage()).isEqualTo("Group g not found.");
        assertThat(beat(join(reading("__consumer_offsets"))).errorMessage())
                .isEqualTo(
                        "Use of Kafka internal topics __consumer_offsets in a Kafka Streams topology is prohibited.");
        assertThat(beat(join(reading("a b"))).errorMessage()).isEqualTo("Topic names a b are not valid topic names.");
    }

    private static Subtopology reading(String topic) {
        return new Subtopology().setSubtopologyId("0").setSourceTopics(List.of(topic));
    }

    @Test
    void shouldLetNobodyInWhoMayNotReadTheGroupOrSeeTheTopics() throws Exception {
        broker.deny(Operation.READ, ResourceType.GROUP, "g");
        assertThatThrownBy(() -> beat(join(0)))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED));

        broker.deny(Operation.DESCRIBE, ResourceType.TOPIC, "words");
        assertThat(beat(join(0)).errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldShowNoGroupWhoseTopicsOneMayNotSee() throws Exception {
        beat(join(0));
        broker.deny(Operation.DESCRIBE, ResourceType.TOPIC, "words");

        assertThat(describe("g")).satisfies(group -> {
            assertThat(group.errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
            assertThat(group.members()).isEmpty();
            assertThat(group.topology()).isNull();
        });
        broker.deny(Operation.DESCRIBE, ResourceType.GROUP, "g");
        assertThat(describe("g").errorCode()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldRefuseTheProtocolWhenItIsSwitchedOff() {
        var heartbeat = new StreamsGroupHeartbeatHandler(broker.coordinator(), topics, () -> false);
        var describe = new StreamsGroupDescribeHandler(broker.coordinator(), () -> false);

        assertThatThrownBy(() -> broker.ask(heartbeat, 0, join(0)))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(Errors.UNSUPPORTED_VERSION));
        assertThatThrownBy(() -> broker.ask(describe, 0, new StreamsGroupDescribeRequest()))
                .isInstanceOf(ApiException.class);
    }
}
