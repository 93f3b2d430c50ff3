// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.metadata.record.PartitionRecord;
import io.barnabas.broker.metadata.record.RegisterBrokerRecord;
import io.barnabas.broker.metadata.record.TopicRecord;
import io.barnabas.broker.metadata.record.UnregisterBrokerRecord;
import io.barnabas.wire.message.AlterPartitionReassignmentsRequest.ReassignablePartition;
import io.barnabas.wire.message.AlterPartitionReassignmentsRequest.ReassignableTopic;
import io.barnabas.wire.message.AlterPartitionReassignmentsResponse.ReassignablePartitionResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReassignmentsTest {
    private static final UUID TOPIC = new UUID(7, 7);
    private static final UUID HERE = new UUID(1, 1000);
    private static final UUID THERE = new UUID(2, 1000);

    /** As a cluster of two left it: partition 0 on both, partition 1 on its way from broker 1 to broker 2. */
    private final MetadataImage image = Images.apply(
            Images.with("t"),
            List.<Message>of(
                    new RegisterBrokerRecord().setBrokerId(1).setBrokerEpoch(5),
                    new RegisterBrokerRecord().setBrokerId(2).setBrokerEpoch(9).setFenced(true),
                    new TopicRecord().setName("two").setTopicId(TOPIC),
                    partition(0, List.of(2, 1), List.of(1, 2), List.of(), List.of()),
                    partition(1, List.of(1, 2), List.of(1), List.of(1), List.of(2))));

    @Test
    void shouldDropTheReplicaOfAnotherBroker() {
        MetadataImage after = Images.apply(image, reassign("two", 0, List.of(1), true));

        PartitionInfo partition = partition(after, 0);
        assertThat(partition.replicas()).containsExactly(1);
        assertThat(partition.isr()).containsExactly(1);
        assertThat(partition.directories()).containsExactly(HERE);
        assertThat(partition.leaderEpoch()).isEqualTo(1);
    }

    @Test
    void shouldCancelAMove() {
        assertThat(partition(image, 1).isMoving()).isTrue();

        MetadataImage after = Images.apply(image, reassign("two", 1, null, true));

        PartitionInfo partition = partition(after, 1);
        assertThat(partition.isMoving()).isFalse();
        assertThat(partition.replicas()).containsExactly(1);
        assertThat(partition.directories()).containsExactly(HERE);
    }

    @Test
    void shouldWriteNothingWhenAllIsAsWanted() {
        MetadataOperation.Decision<?> decision =
                reassign("t", 0, List.of(1), false).decide(image);

        assertThat(decision.records()).isEmpty();
    }

    @Test
    void shouldRefuseWithKafkasWords() {
        assertRefused("t", 0, null, true, Errors.NO_REASSIGNMENT_IN_PROGRESS, null);
        assertRefused("t", 9, null, true, Errors.UNKNOWN_TOPIC_OR_PARTITION, "Unable to find partition t:9.");
        assertRefused("u", 0, null, true, Errors.UNKNOWN_TOPIC_OR_PARTITION, "Unable to find a topic named u.");
        assertRefused(
                "t",
                0,
                List.of(3),
                true,
                Errors.INVALID_REPLICA_ASSIGNMENT,
                "The manual partition assignment includes broker 3, but no such broker is registered.");
        assertRefused(
                "two",
                0,
                List.of(1),
                false,
                Errors.INVALID_REPLICATION_FACTOR,
                "The replication factor is changed from 2 to 1");
    }

    @Test
    void shouldForgetABrokerAndTakeItOutOfTheIsrs() {
        MetadataImage after = Images.apply(image, new UnregisterBroker(2));

        assertThat(after.brokers.get(2)).isNull();
        assertThat(partition(after, 0).isr()).containsExactly(1);
        assertThat(partition(after, 0).replicas()).containsExactly(2, 1);
        assertThat(new UnregisterBroker(1).decide(image).records())
                .containsExactly(new UnregisterBrokerRecord().setBrokerId(1).setBrokerEpoch(5));
        Assertions.assertThatThrownBy(() -> new UnregisterBroker(2).decide(after))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.BROKER_ID_NOT_REGISTERED))
                .hasMessage("Broker ID 2 is not currently registered");
    }

    private void assertRefused(
            String topic,
            int partition,
            @Nullable List<Integer> replicas,
            boolean mayChangeFactor,
            Errors error,
            @Nullable String message) {
        MetadataOperation.Decision<?> decision =
                reassign(topic, partition, replicas, mayChangeFactor).decide(image);

        assertThat(decision.records()).isEmpty();
        assertThat(reassign(topic, partition, replicas, mayChangeFactor)
                        .decide(image)
                        .answer()
                        .get(0)
                        .partitions())
                .containsExactly(new ReassignablePartitionResponse()
                        .setPartitionIndex(partition)
                        .setErrorCode(error.code())
                        .setErrorMessage(message));
    }

    private static Reassignments reassign(
            String topic, int partition, @Nullable List<Integer> replicas, boolean mayChangeFactor) {
        return new Reassignments(
                List.of(new ReassignableTopic()
                        .setName(topic)
                        .setPartitions(List.of(new ReassignablePartition()
                                .setPartitionIndex(partition)
                                .setReplicas(replicas)))),
                mayChangeFactor);
    }

    private static PartitionRecord partition(
            int number, List<Integer> replicas, List<Integer> isr, List<Integer> removing, List<Integer> adding) {
        return new PartitionRecord()
                .setTopicId(TOPIC)
                .setPartitionId(number)
                .setReplicas(replicas)
                .setIsr(isr)
                .setRemovingReplicas(removing)
                .setAddingReplicas(adding)
                .setLeader(1)
                .setLeaderEpoch(0)
                .setDirectories(replicas.stream()
                        .map(replica -> replica == 1 ? HERE : THERE)
                        .toList());
    }

    private static PartitionInfo partition(MetadataImage image, int number) {
        return Objects.requireNonNull(image.partition("two", number));
    }
}
