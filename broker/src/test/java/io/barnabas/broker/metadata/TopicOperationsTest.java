// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.message.CreatePartitionsRequest.CreatePartitionsAssignment;
import io.barnabas.wire.message.CreatePartitionsRequest.CreatePartitionsTopic;
import io.barnabas.wire.message.CreatePartitionsResponse.CreatePartitionsTopicResult;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicOperationsTest {
    private static final UUID UNKNOWN = UUID.fromString("99999999-9999-9999-9999-999999999999");

    @Test
    void shouldDeleteATopicWithItsConfigsAndItsClaimOnTheName() {
        MetadataImage image = Images.apply(
                Images.with("a.b", "other"), setting(ConfigResource.topic("a.b"), Map.of("retention.ms", "5")));
        UUID id = Objects.requireNonNull(image.topic("a.b")).id();

        MetadataOperation.Decision<Map<UUID, Errors>> decision = new DeleteTopics(List.of(id, UNKNOWN)).decide(image);
        MetadataImage after = Images.apply(image, decision.records());

        assertThat(decision.answer()).isEqualTo(Map.of(id, Errors.NONE, UNKNOWN, Errors.UNKNOWN_TOPIC_ID));
        assertThat(after.topic("a.b")).isNull();
        assertThat(after.topic(id)).isNull();
        assertThat(after.topicConfig("a.b")).isEmpty();
        assertThat(after.collidingTopic("a_b")).isNull();
        assertThat(image.collidingTopic("a_b")).isEqualTo("a.b");
        assertThat(after.topicCount()).isEqualTo(1);
    }

    @Test
    void shouldAddPartitionsBehindTheOnesThereAre() {
        MetadataImage image = Images.with("t");

        MetadataImage after = Images.apply(image, new CreatePartitions(List.of(partitions("t", 4)), false));

        TopicInfo topic = Objects.requireNonNull(after.topic("t"));
        assertThat(topic.partitions()).extracting(PartitionInfo::partition).containsExactly(0, 1, 2, 3);
        assertThat(topic.partitions().subList(0, 2))
                .isEqualTo(Objects.requireNonNull(image.topic("t")).partitions());
    }

    @Test
    void shouldRefusePartitionsWithKafkasWords() {
        assertRefused(partitions("t", 2), Errors.INVALID_PARTITIONS, "Topic already has 2 partition(s).");
        assertRefused(
                partitions("t", 1),
                Errors.INVALID_PARTITIONS,
                "The topic t currently has 2 partition(s); 1 would not be an increase.");
        assertRefused(partitions("none", 3), Errors.UNKNOWN_TOPIC_OR_PARTITION, null);
        assertRefused(
                partitions("t", 4).setAssignments(List.of(new CreatePartitionsAssignment().setBrokerIds(List.of(1)))),
                Errors.INVALID_REPLICA_ASSIGNMENT,
                "Attempted to add 2 additional partition(s), but only 1 assignment(s) were specified.");
        assertRefused(
                partitions("t", 3)
                        .setAssignments(List.of(new CreatePartitionsAssignment().setBrokerIds(List.of(1, 1)))),
                Errors.INVALID_REPLICA_ASSIGNMENT,
                "The manual partition assignment includes the broker 1 more than once.");
    }

    private static void assertRefused(CreatePartitionsTopic topic, Errors error, @Nullable String message) {
        MetadataOperation.Decision<List<CreatePartitionsTopicResult>> decision =
                new CreatePartitions(List.of(topic), false).decide(Images.with("t"));

        assertThat(decision.records()).isEmpty();
        assertThat(Errors.forCode(decision.answer().get(0).errorCode())).isEqualTo(error);
        assertThat(decision.answer().get(0).errorMessage()).isEqualTo(message);
    }

    @Test
    void shouldWriteOnlyTheConfigsThatChange() {
        MetadataImage image =
                Images.apply(Images.with("t"), setting(ConfigResource.topic("t"), Map.of("a", "1", "b", "2")));

        AlterConfigs change = setting(ConfigResource.topic("t"), Map.of("b", "2", "c", "3"));

        assertThat(change.decide(image).records()).hasSize(2);
        assertThat(Images.apply(image, change).topicConfig("t")).isEqualTo(Map.of("b", "2", "c", "3"));
    }

    @Test
    void shouldRefuseAConfigChangeAloneAndForMissingTopics() {
        ConfigResource broker = ConfigResource.broker(1);
        ConfigResource missing = ConfigResource.topic("none");
        UnaryOperator<Map<String, String>> refuse = entries -> {
            throw new ApiException(Errors.INVALID_CONFIG, "no");
        };

        MetadataOperation.Decision<Map<ConfigResource, AlterConfigs.Outcome>> decision = new AlterConfigs(
                        Map.of(broker, refuse, missing, entries -> entries, ConfigResource.DEFAULT_BROKER, entries -> {
                            entries.put("log.retention.ms", "1");
                            return entries;
                        }),
                        false)
                .decide(Images.empty());

        assertThat(decision.answer().get(broker)).isEqualTo(new AlterConfigs.Outcome(Errors.INVALID_CONFIG, "no"));
        assertThat(Objects.requireNonNull(decision.answer().get(missing)).error())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(Images.apply(Images.empty(), decision.records()).defaultBrokerConfig())
                .isEqualTo(Map.of("log.retention.ms", "1"));
    }

    @Test
    void shouldNeverHandOutAProducerIdTwice() {
        MetadataImage image = Images.empty();

        MetadataOperation.Decision<AllocateProducerIds.Block> first = new AllocateProducerIds(0).decide(image);
        image = Images.apply(image, first.records());
        MetadataOperation.Decision<AllocateProducerIds.Block> second = new AllocateProducerIds(0).decide(image);

        assertThat(first.answer()).isEqualTo(new AllocateProducerIds.Block(0, 1000));
        assertThat(second.answer()).isEqualTo(new AllocateProducerIds.Block(1000, 1000));
    }

    @Test
    void shouldMakeAnInternalTopicOnce() {
        InternalTopic offsets = new InternalTopic(
                TopicInfo.CONSUMER_OFFSETS, 50, Map.of("cleanup.policy", "compact"), UUID::randomUUID);
        MetadataImage image = Images.apply(Images.empty(), offsets);

        MetadataOperation.Decision<TopicInfo> again = offsets.decide(image);

        assertThat(again.records()).isEmpty();
        assertThat(again.answer()).isEqualTo(image.topic(TopicInfo.CONSUMER_OFFSETS));
        assertThat(again.answer().partitions()).hasSize(50);
        assertThat(again.answer().isInternal()).isTrue();
    }

    @Test
    void shouldRaiseLeaderEpochs() {
        MetadataImage image = Images.with("t");
        UUID id = Objects.requireNonNull(image.topic("t")).id();

        image = Images.apply(image, LeaderEpochs.takeLead(image, true));
        image = Images.apply(image, LeaderEpochs.raise(id, 1, 7));
        image = Images.apply(image, LeaderEpochs.raise(id, 1, 3));

        TopicInfo topic = Objects.requireNonNull(image.topic("t"));
        assertThat(topic.partitions()).extracting(PartitionInfo::leaderEpoch).containsExactly(1, 7);
        assertThat(topic.partitions()).extracting(PartitionInfo::partitionEpoch).containsExactly(1, 2);
    }

    private static CreatePartitionsTopic partitions(String topic, int count) {
        return new CreatePartitionsTopic().setName(topic).setCount(count).setAssignments(null);
    }

    private static AlterConfigs setting(ConfigResource resource, Map<String, String> entries) {
        return new AlterConfigs(Map.of(resource, before -> entries), false);
    }
}
