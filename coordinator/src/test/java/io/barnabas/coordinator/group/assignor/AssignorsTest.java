// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.coordinator.group.assignor.GroupSpec.MemberSpec;
import io.barnabas.coordinator.group.modern.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random groups, each through several changes of members, subscriptions and topics. Each partition has one owner who
 * subscribes to it; the range assignor decides as Kafka's does; the uniform one balances as well as Kafka's and moves no more.
 */
class AssignorsTest {

    private static final int GROUPS = 60;
    private static final int CHANGES = 8;

    private final Assignor kafkaUniform =
            new KafkaAssignor(new org.apache.kafka.coordinator.group.assignor.UniformAssignor());
    private final Assignor kafkaRange =
            new KafkaAssignor(new org.apache.kafka.coordinator.group.assignor.RangeAssignor());

    /** A group that changes; the seed tells how. */
    private static final class ChangingGroup {
        private final Random random;
        private final boolean homogeneous;
        private final TestTopics topics = new TestTopics();
        private final Map<String, Set<UUID>> subscriptions = new TreeMap<>();
        private final List<UUID> ids = new ArrayList<>();
        private int partitionsOfFirst = 3;
        private int lastMember;

        ChangingGroup(Random random, boolean homogeneous) {
            this.random = random;
            this.homogeneous = homogeneous;
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                topics.put("t" + i, i == 0 ? partitionsOfFirst : 1 + random.nextInt(12));
                ids.add(TestTopics.id("t" + i));
            }
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                addMember();
            }
        }

        private void addMember() {
            Set<UUID> topicIds = new HashSet<>();
            if (homogeneous) {
                topicIds.addAll(ids);
            } else {
                ids.forEach(id -> {
                    if (random.nextBoolean()) {
                        topicIds.add(id);
                    }
                });
            }
            subscriptions.put("m" + lastMember++, topicIds);
        }

        void change() {
            switch (random.nextInt(3)) {
                case 0 -> addMember();
                case 1 -> {
                    if (subscriptions.size() > 1) {
                        List<String> all = List.copyOf(subscriptions.keySet());
                        subscriptions.remove(all.get(random.nextInt(all.size())));
                    }
                }
                default -> {
                    partitionsOfFirst += random.nextInt(6);
                    topics.put("t0", partitionsOfFirst);
                }
            }
        }

        GroupSpec spec(Map<String, Assignment> targets) {
            Map<String, MemberSpec> members = new HashMap<>();
            subscriptions.forEach((id, topicIds) -> members.put(
                    id,
                    new MemberSpec(
                            id.endsWith("2") ? "i" + id : null,
                            null,
                            topicIds,
                            targets.getOrDefault(id, Assignment.EMPTY))));
            return new GroupSpec(members);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSplitRangesAsKafkaDoes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < GROUPS; i++) {
            ChangingGroup group = new ChangingGroup(random, i % 2 == 0);
            GroupSpec spec = group.spec(Map.of());

            assertThat(new RangeAssignor().assign(spec, group.topics.image()))
                    .as("seed %d, group %d", seed, i)
                    .isEqualTo(kafkaRange.assign(spec, group.topics.image()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldBalanceAndStickAsWellAsKafkaWhenAllSubscribeToTheSame(long seed) {
        compareUniform(seed, true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldBalanceAsWellAsKafkaWhenSubscriptionsDiffer(long seed) {
        compareUniform(seed, false);
    }

    private void compareUniform(long seed, boolean homogeneous) {
        Random random = new Random(seed);
        for (int i = 0; i < GROUPS; i++) {
            ChangingGroup group = new ChangingGroup(random, homogeneous);
            Map<String, Assignment> before = Map.of();
            for (int j = 0; j < CHANGES; j++) {
                String where = "seed " + seed + ", group " + i + ", change " + j;
                GroupSpec spec = group.spec(before);

                Map<String, Assignment> ours = new UniformAssignor().assign(spec, group.topics.image());

                assertEachPartitionHasOneOwner(where, group, spec, ours);
                Map<String, Assignment> kafkas = kafkaUniform.assign(spec, group.topics.image());
                assertThat(squares(ours)).as(where).isLessThanOrEqualTo(squares(kafkas));
                if (homogeneous) {
                    assertThat(moved(before, ours)).as(where).isLessThanOrEqualTo(moved(before, kafkas));
                }
                before = ours;
                group.change();
            }
        }
    }

    private static void assertEachPartitionHasOneOwner(
            String where, ChangingGroup group, GroupSpec spec, Map<String, Assignment> assigned) {
        assertThat(assigned.keySet()).as(where).isEqualTo(spec.members().keySet());
        Map<UUID, Set<Integer>> owned = new HashMap<>();
        assigned.forEach((memberId, assignment) -> assignment.partitions().forEach((topic, numbers) -> {
            assertThat(group.subscriptions.get(memberId)).as(where).contains(topic);
            numbers.forEach(number -> assertThat(
                            owned.computeIfAbsent(topic, id -> new HashSet<>()).add(number))
                    .as(where)
                    .isTrue());
        }));
        Set<UUID> subscribed = new HashSet<>();
        group.subscriptions.values().forEach(subscribed::addAll);
        assertThat(owned.keySet()).as(where).isEqualTo(subscribed);
        owned.forEach((topic, numbers) -> assertThat(numbers)
                .as(where)
                .hasSize(java.util.Objects.requireNonNull(group.topics.image().topic(topic))
                        .partitionCount()));
    }

    /** The less, the better the balance. */
    private static int squares(Map<String, Assignment> assigned) {
        return assigned.values().stream()
                .mapToInt(assignment -> assignment.size() * assignment.size())
                .sum();
    }

    private static int moved(Map<String, Assignment> before, Map<String, Assignment> after) {
        int[] moved = {0};
        before.forEach((memberId, old) -> old.partitions()
                .forEach((topic, numbers) -> numbers.forEach(number -> {
                    if (!after.getOrDefault(memberId, Assignment.EMPTY)
                            .of(topic)
                            .contains(number)) {
                        moved[0]++;
                    }
                })));
        return moved[0];
    }
}
