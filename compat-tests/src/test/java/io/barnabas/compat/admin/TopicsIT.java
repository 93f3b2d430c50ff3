// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.partitions;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Making topics, growing them, emptying them, removing them. */
final class TopicsIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();
    private final Admin admin = Clients.admin(bootstrap);

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void shouldCreateATopicAndDescribeIt() {
        var topic = unique("created");

        var result = admin.createTopics(List.of(
                new NewTopic(topic, Optional.of(3), Optional.empty()).configs(Map.of("retention.ms", "3600000"))));

        assertThat(get(result.numPartitions(topic))).isEqualTo(3);
        assertThat(get(result.replicationFactor(topic))).isEqualTo(1);
        assertThat(get(result.config(topic)).get("retention.ms").value()).isEqualTo("3600000");
        var id = get(result.topicId(topic));
        var described =
                get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        assertThat(described.topicId()).isEqualTo(id).isNotEqualTo(Uuid.ZERO_UUID);
        assertThat(described.isInternal()).isFalse();
        assertThat(described.partitions()).hasSize(3).allSatisfy(partition -> {
            assertThat(partition.leader().id()).isEqualTo(1);
            assertThat(partition.replicas()).hasSize(1);
            assertThat(partition.isr()).hasSize(1);
        });
        var byId = get(
                admin.describeTopics(TopicCollection.ofTopicIds(List.of(id))).allTopicIds());
        assertThat(byId.get(id).name()).isEqualTo(topic);
        assertThat(get(admin.listTopics().names())).contains(topic);
    }

    @Test
    void shouldDescribeTopicsPageByPage() {
        var topics = IntStream.range(0, 4)
                .mapToObj(i -> createTopic(bootstrap, "paged", 3))
                .toList();

        var described = get(admin.describeTopics(topics, new DescribeTopicsOptions().partitionSizeLimitPerResponse(5))
                .allTopicNames());

        assertThat(described.keySet()).containsExactlyInAnyOrderElementsOf(topics);
        assertThat(described.values())
                .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(3));
    }

    @Test
    void shouldOnlyCheckWhenToldSo() {
        var topic = unique("checked");

        get(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)), new CreateTopicsOptions().validateOnly(true))
                .all());

        assertThat(get(admin.listTopics().names())).doesNotContain(topic);
    }

    @Test
    void shouldRefuseWhatKafkaRefuses() {
        var existing = createTopic(bootstrap, "existing", 1);

        assertRefused(new NewTopic(existing, 1, (short) 1), TopicExistsException.class);
        assertRefused(new NewTopic("bad name", 1, (short) 1), InvalidTopicException.class);
        assertRefused(new NewTopic("..", 1, (short) 1), InvalidTopicException.class);
        assertRefused(new NewTopic("l".repeat(250), 1, (short) 1), InvalidTopicException.class);
        assertRefused(new NewTopic(unique("none"), 0, (short) 1), InvalidPartitionsException.class);
        assertRefused(new NewTopic(unique("three"), 1, (short) 3), InvalidReplicationFactorException.class);
        assertRefused(new NewTopic(unique("zero"), 1, (short) 0), InvalidReplicationFactorException.class);
        assertRefused(
                new NewTopic(unique("config"), 1, (short) 1).configs(Map.of("no.such.config", "1")),
                InvalidConfigurationException.class);
        assertRefused(
                new NewTopic(unique("config"), 1, (short) 1).configs(Map.of("retention.ms", "soon")),
                InvalidConfigurationException.class);
        assertRefused(new NewTopic(unique("assigned"), Map.of(0, List.of(7))), InvalidReplicaAssignmentException.class);
    }

    @Test
    void shouldTreatDotsAndUnderscoresAsOne() {
        var topic = createTopic(bootstrap, "collides.with", 1);

        assertRefused(new NewTopic(topic.replace('.', '_'), 1, (short) 1), InvalidTopicException.class);
    }

    private void assertRefused(NewTopic topic, Class<? extends Exception> error) {
        assertThatThrownBy(() -> get(admin.createTopics(List.of(topic)).all()))
                .as(topic.toString())
                .isInstanceOf(error);
    }

    @Test
    void shouldDeleteATopicByNameAndById() {
        var byName = createTopic(bootstrap, "deleted-by-name", 2);
        var byId = createTopic(bootstrap, "deleted-by-id", 2);
        fill(bootstrap, byName, 0, 10);
        var id = get(admin.describeTopics(List.of(byId)).allTopicNames())
                .get(byId)
                .topicId();

        get(admin.deleteTopics(List.of(byName)).all());
        get(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all());

        await().untilAsserted(() -> assertThat(get(admin.listTopics().names())).doesNotContain(byName, byId));
        assertThatThrownBy(() -> get(admin.deleteTopics(List.of(byName)).all()))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> get(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id)))
                        .all()))
                .isInstanceOf(UnknownTopicIdException.class);
        assertThatThrownBy(() -> get(admin.describeTopics(List.of(byName)).allTopicNames()))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void shouldStartAfreshWhenATopicIsDeletedAndCreatedAgain() {
        var topic = createTopic(bootstrap, "again", 1);
        fill(bootstrap, topic, 0, 10);
        var before = get(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .topicId();

        get(admin.deleteTopics(List.of(topic)).all());
        await().ignoreException(TopicExistsException.class).until(() -> {
            get(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all());
            return true;
        });

        await().untilAsserted(() -> assertThat(
                        get(admin.describeTopics(List.of(topic)).allTopicNames())
                                .get(topic)
                                .topicId())
                .isNotEqualTo(before));
        fill(bootstrap, topic, 0, 3);
        assertThat(readAll(bootstrap, topic)).hasSize(3);
    }

    @Test
    void shouldAddPartitions() {
        var topic = createTopic(bootstrap, "grown", 1);
        fill(bootstrap, topic, 0, 5);

        get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all());

        await().untilAsserted(() -> assertThat(
                        get(admin.describeTopics(List.of(topic)).allTopicNames())
                                .get(topic)
                                .partitions())
                .hasSize(4));
        fill(bootstrap, topic, 3, 5);
        assertThat(readAll(bootstrap, topic)).hasSize(10);
        assertThatThrownBy(() -> get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                        .all()))
                .isInstanceOf(InvalidPartitionsException.class);
        assertThatThrownBy(() -> get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4)))
                        .all()))
                .isInstanceOf(InvalidPartitionsException.class);
        assertThatThrownBy(() -> get(admin.createPartitions(Map.of("no-such-topic", NewPartitions.increaseTo(4)))
                        .all()))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void shouldDeleteRecordsBeforeAnOffset() {
        var topic = createTopic(bootstrap, "trimmed", 1);
        var partition = new TopicPartition(topic, 0);
        fill(bootstrap, topic, 0, 100);

        var deleted = get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(40)))
                .lowWatermarks()
                .get(partition));

        assertThat(deleted.lowWatermark()).isEqualTo(40);
        assertThat(offsets(partition, OffsetSpec.earliest()).offset()).isEqualTo(40);
        assertThat(offsets(partition, OffsetSpec.latest()).offset()).isEqualTo(100);
        assertThat(Clients.values(readAll(bootstrap, topic))).hasSize(60).startsWith("v40");
        var all = get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                .lowWatermarks()
                .get(partition));
        assertThat(all.lowWatermark()).isEqualTo(100);
        assertThat(readAll(bootstrap, topic)).isEmpty();
        assertThatThrownBy(() -> get(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(101)))
                        .all()))
                .isInstanceOf(OffsetOutOfRangeException.class);
    }

    @Test
    void shouldAnswerForOffsetsOfEveryKind() {
        var topic = createTopic(bootstrap, "offsets", 1);
        var partition = new TopicPartition(topic, 0);
        try (var producer = Clients.producer(bootstrap)) {
            Clients.send(
                    producer,
                    new ProducerRecord<>(topic, 0, 1000L, "k", "first"),
                    new ProducerRecord<>(topic, 0, 9000L, "k", "the newest time"),
                    new ProducerRecord<>(topic, 0, 5000L, "k", "last"));
        }

        assertThat(offsets(partition, OffsetSpec.earliest()).offset()).isZero();
        assertThat(offsets(partition, OffsetSpec.latest()).offset()).isEqualTo(3);
        assertThat(offsets(partition, OffsetSpec.forTimestamp(1001)))
                .extracting(
                        ListOffsetsResult.ListOffsetsResultInfo::offset,
                        ListOffsetsResult.ListOffsetsResultInfo::timestamp)
                .containsExactly(1L, 9000L);
        assertThat(offsets(partition, OffsetSpec.maxTimestamp()))
                .extracting(
                        ListOffsetsResult.ListOffsetsResultInfo::offset,
                        ListOffsetsResult.ListOffsetsResultInfo::timestamp)
                .containsExactly(1L, 9000L);
        assertThat(offsets(partition, OffsetSpec.forTimestamp(9001)).offset()).isEqualTo(-1);
        assertThat(offsets(partition, OffsetSpec.earliestLocal()).offset()).isZero();
        assertThat(offsets(partition, OffsetSpec.latestTiered()).offset()).isEqualTo(-1);
    }

    private ListOffsetsResult.ListOffsetsResultInfo offsets(TopicPartition partition, OffsetSpec spec) {
        return get(admin.listOffsets(Map.of(partition, spec)).partitionResult(partition));
    }

    @Test
    void shouldShowTheOffsetsTopicAsInternal() {
        var topic = createTopic(bootstrap, "for-a-group", 1);
        try (var consumer = Clients.groupConsumer(bootstrap, unique("internal"))) {
            consumer.subscribe(List.of(topic));
            fill(bootstrap, topic, 0, 1);
            Clients.poll(consumer, 1);
            consumer.commitSync();
        }

        assertThat(get(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names()))
                .contains("__consumer_offsets");
        assertThat(get(admin.listTopics().names())).doesNotContain("__consumer_offsets");
        assertThat(get(admin.describeTopics(List.of("__consumer_offsets")).allTopicNames())
                        .get("__consumer_offsets")
                        .isInternal())
                .isTrue();
    }

    @Test
    void shouldShowTheActiveProducersOfAPartition() {
        var topic = createTopic(bootstrap, "producers", 2);
        fill(bootstrap, topic, 0, 10);

        var described = get(admin.describeProducers(partitions(topic, 2)).all());

        assertThat(described.get(new TopicPartition(topic, 1)).activeProducers())
                .isEmpty();
        assertThat(described.get(new TopicPartition(topic, 0)).activeProducers())
                .singleElement()
                .satisfies(producer -> {
                    assertThat(producer.lastSequence()).isEqualTo(9);
                    assertThat(producer.producerEpoch()).isZero();
                    assertThat(producer.currentTransactionStartOffset()).isEmpty();
                });
    }

    @Test
    void shouldShowHowMuchDiskAPartitionTakes() {
        var topic = createTopic(bootstrap, "disk", 1);
        fill(bootstrap, topic, 0, 100);

        var directories =
                get(admin.describeLogDirs(Set.of(1)).allDescriptions()).get(1);

        assertThat(directories).containsOnlyKeys(BROKER.broker().dataDirectory().toString());
        var directory = directories.values().iterator().next();
        assertThat(directory.error()).isNull();
        assertThat(directory.totalBytes().orElse(0)).isPositive();
        var replica = directory.replicaInfos().get(new TopicPartition(topic, 0));
        assertThat(replica.size()).isPositive();
        assertThat(replica.offsetLag()).isZero();
        assertThat(replica.isFuture()).isFalse();
    }

    @Test
    void shouldRefuseAnEmptyListOfTopicsWithPartitionsToAdd() {
        assertThat(get(admin.createPartitions(Map.of()).all())).isNull();
        assertThatThrownBy(() -> get(admin.describeProducers(List.of(new TopicPartition("bad name", 0)))
                        .all()))
                .isInstanceOfAny(InvalidTopicException.class, InvalidRequestException.class);
    }
}
