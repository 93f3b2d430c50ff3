// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static io.barnabas.broker.metadata.Images.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.metadata.record.ConfigRecord;
import io.barnabas.broker.metadata.record.PartitionRecord;
import io.barnabas.broker.metadata.record.TopicRecord;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableReplicaAssignment;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopicConfig;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicResult;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreateTopicsTest {
    private static final short DEFAULT = -1;

    @Test
    void shouldWriteTheTopicThenItsConfigsThenItsPartitions() {
        CreatableTopic wanted = topic("orders", 2);
        wanted.configs().add(new CreatableTopicConfig().setName("retention.ms").setValue("1000"));

        MetadataOperation.Decision<List<CreatableTopicResult>> decision =
                Images.create(wanted).decide(Images.empty());

        assertThat(decision.records())
                .extracting(Message::getClass)
                .containsExactly(TopicRecord.class, ConfigRecord.class, PartitionRecord.class, PartitionRecord.class);
        PartitionRecord second = (PartitionRecord) decision.records().get(3);
        assertThat(second.partitionId()).isEqualTo(1);
        assertThat(second.leader()).isEqualTo(1);
        assertThat(second.isr()).containsExactly(1);
        assertThat(second.directories()).containsExactly(Images.CLUSTER.directoryId());
        MetadataImage image = Images.apply(Images.empty(), decision.records());
        TopicInfo topic = image.topic("orders");
        assertThat(topic).isNotNull();
        assertThat(topic.partitions()).hasSize(2);
        assertThat(image.topic(topic.id())).isEqualTo(topic);
        assertThat(image.topicConfig("orders")).isEqualTo(Map.of("retention.ms", "1000"));
        CreatableTopicResult result = decision.answer().get(0);
        assertThat(result.errorCode()).isZero();
        assertThat(result.topicId()).isEqualTo(topic.id());
        assertThat(result.numPartitions()).isEqualTo(2);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
    }

    @Test
    void shouldTakeTheBrokersNumberOfPartitionsWhenNoneIsGiven() {
        MetadataConfig config = new MetadataConfig(7, (short) 1, true, true, 2000, 1000);
        CreatableTopic wanted =
                new CreatableTopic().setName("t").setNumPartitions(-1).setReplicationFactor(DEFAULT);

        List<CreatableTopicResult> results = new CreateTopics(
                        List.of(wanted), false, name -> true, config, Images.ANY_CONFIG, UUID::randomUUID)
                .decide(Images.empty())
                .answer();

        assertThat(results.get(0).numPartitions()).isEqualTo(7);
    }

    @Test
    void shouldRefuseEachBadTopicAloneWithKafkasWords() {
        CreatableTopic manual =
                new CreatableTopic().setName("manual").setNumPartitions(-1).setReplicationFactor(DEFAULT);
        manual.assignments().add(assignment(0, 1));
        manual.assignments().add(assignment(2, 1));
        CreatableTopic stranger =
                new CreatableTopic().setName("stranger").setNumPartitions(-1).setReplicationFactor(DEFAULT);
        stranger.assignments().add(assignment(0, 9));
        CreatableTopic both = topic("both", 3);
        both.assignments().add(assignment(0, 1));
        CreatableTopic nulls = topic("nulls", 1);
        nulls.configs().add(new CreatableTopicConfig().setName("retention.ms").setValue(null));

        assertRefused(
                topic("a b", 1),
                Errors.INVALID_TOPIC_EXCEPTION,
                "Topic name is invalid: 'a b' contains one or more"
                        + " characters other than ASCII alphanumerics, '.', '_' and '-'");
        assertRefused(topic("old", 1), Errors.TOPIC_ALREADY_EXISTS, "Topic 'old' already exists.");
        assertRefused(topic("x_y", 1), Errors.INVALID_TOPIC_EXCEPTION, "Topic 'x_y' collides with existing topic: x.y");
        assertRefused(
                topic("t", 0),
                Errors.INVALID_PARTITIONS,
                "Number of partitions was set to an invalid non-positive value.");
        assertRefused(
                topic("t", 1).setReplicationFactor((short) 0),
                Errors.INVALID_REPLICATION_FACTOR,
                "Replication factor must be larger than 0, or -1 to use the default value.");
        assertRefused(
                topic("t", 1).setReplicationFactor((short) 3),
                Errors.INVALID_REPLICATION_FACTOR,
                "Unable to replicate the partition 3 time(s): The target replication factor of 3 cannot be reached"
                        + " because only 1 broker(s) are registered or some brokers have all their log directories cordoned.");
        assertRefused(
                manual,
                Errors.INVALID_REPLICA_ASSIGNMENT,
                "partitions should be a consecutive 0-based integer sequence");
        assertRefused(
                stranger,
                Errors.INVALID_REPLICA_ASSIGNMENT,
                "The manual partition assignment includes broker 9, but no such broker is registered.");
        assertRefused(
                both,
                Errors.INVALID_REQUEST,
                "A manual partition assignment was specified, but replication factor was not set to -1.");
        assertRefused(nulls, Errors.INVALID_CONFIG, "Null value not supported for topic configs: retention.ms");
    }

    private static void assertRefused(CreatableTopic wanted, Errors error, String message) {
        MetadataImage image = Images.with("old", "x.y");

        MetadataOperation.Decision<List<CreatableTopicResult>> decision =
                Images.create(wanted, topic("good", 1)).decide(image);

        CreatableTopicResult refused = decision.answer().get(0);
        assertThat(Errors.forCode(refused.errorCode())).isEqualTo(error);
        assertThat(refused.errorMessage()).isEqualTo(message);
        MetadataImage after = Images.apply(image, decision.records());
        assertThat(after.topic("good")).isNotNull();
        assertThat(after.topicCount()).isEqualTo(3);
    }

    @Test
    void shouldTakeAManualAssignmentOfThisBroker() {
        CreatableTopic manual =
                new CreatableTopic().setName("manual").setNumPartitions(-1).setReplicationFactor(DEFAULT);
        manual.assignments().add(assignment(1, 1));
        manual.assignments().add(assignment(0, 1));

        MetadataImage image = Images.apply(Images.empty(), Images.create(manual));

        assertThat(image.partition("manual", 1)).isNotNull();
        assertThat(image.partition("manual", 2)).isNull();
    }

    @Test
    void shouldWriteNothingInADryRun() {
        MetadataOperation.Decision<List<CreatableTopicResult>> decision = new CreateTopics(
                        List.of(topic("t", 3)),
                        true,
                        name -> true,
                        MetadataConfig.DEFAULT,
                        Images.ANY_CONFIG,
                        UUID::randomUUID)
                .decide(Images.empty());

        assertThat(decision.records()).isEmpty();
        assertThat(decision.answer().get(0).numPartitions()).isEqualTo(3);
    }

    @Test
    void shouldHideConfigsFromThoseWhoMayNotSeeThem() {
        CreatableTopicResult result = new CreateTopics(
                        List.of(topic("t", 3)),
                        false,
                        name -> false,
                        MetadataConfig.DEFAULT,
                        Images.ANY_CONFIG,
                        UUID::randomUUID)
                .decide(Images.empty())
                .answer()
                .get(0);

        assertThat(result.errorCode()).isZero();
        assertThat(result.topicConfigErrorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        assertThat(result.numPartitions()).isEqualTo(-1);
    }

    @Test
    void shouldRefuseMoreThanTenThousandPartitionsInOneRequest() {
        MetadataOperation.Decision<List<CreatableTopicResult>> decision =
                Images.create(topic("a", 5_000), topic("b", 5_001)).decide(Images.empty());

        assertThat(decision.records()).isEmpty();
        assertThat(decision.answer())
                .extracting(CreatableTopicResult::errorMessage)
                .containsOnly("Excessively large number of partitions per request.");
    }

    @Test
    void shouldCreateAndReplayThousandsOfTopicsQuickly() {
        List<CreatableTopic> topics = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            topics.add(topic("topic-" + i, 1));
        }
        topics.add(topic("wide", 2_000));

        MetadataImage image = Images.apply(Images.empty(), Images.create(topics.toArray(CreatableTopic[]::new)));

        assertThat(image.topicCount()).isEqualTo(5_001);
        assertThat(image.partition("wide", 1_999)).isNotNull();
    }

    private static CreatableReplicaAssignment assignment(int partition, Integer... brokers) {
        return new CreatableReplicaAssignment().setPartitionIndex(partition).setBrokerIds(List.of(brokers));
    }
}
