// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.coordinator.group.assignor.GroupSpec.MemberSpec;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random share groups, each through several changes of members, subscriptions and topics, with Kafka's assignor beside ours. */
class SimpleAssignorTest {

    private static final int GROUPS = 150;
    private static final int CHANGES = 8;

    private final SimpleAssignor ours = new SimpleAssignor();
    private final Assignor kafkas = new KafkaAssignor(new org.apache.kafka.coordinator.group.assignor.SimpleAssignor());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void shouldShareOutAsKafkaDoesWhenAllSubscribeToTheSame(long seed) {
        compare(seed, true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void shouldGiveEverybodySomethingAndEverythingToSomebodyWhenSubscriptionsDiffer(long seed) {
        compare(seed, false);
    }

    private void compare(long seed, boolean homogeneous) {
        Random random = new Random(seed);
        int lost = 0;
        int lostByKafka = 0;
        for (int i = 0; i < GROUPS; i++) {
            SharingGroup group = new SharingGroup(random, homogeneous);
            Map<String, Assignment> before = Map.of();
            for (int j = 0; j < CHANGES; j++) {
                String where = "seed " + seed + ", group " + i + ", change " + j;
                GroupSpec spec = group.spec(before);

                Map<String, Assignment> assigned = ours.assign(spec, group.assignable());

                assertGood(where, spec, group, assigned);
                Map<String, Assignment> byKafka = kafkas.assign(spec, group.topics.image());
                if (homogeneous) {
                    assertThat(lastOf(copies(assigned))).as(where).isEqualTo(lastOf(copies(byKafka)));
                    assertThat(lastOf(sizes(assigned)) - sizes(assigned).get(0))
                            .as(where)
                            .isLessThanOrEqualTo(1);
                    // Kafka's may leave copies out that it would give to a new group.
                    Map<String, Assignment> anew = kafkas.assign(group.spec(Map.of()), group.topics.image());
                    assertThat(copies(assigned)).as(where).isEqualTo(copies(anew));
                    assertThat(sizes(assigned)).as(where).isEqualTo(sizes(anew));
                    lost += lost(before, assigned);
                    lostByKafka += lost(before, byKafka);
                }
                before = assigned;
                group.change();
            }
        }
        assertThat(lost).as("seed %d", seed).isLessThanOrEqualTo(lostByKafka);
    }

    private static void assertGood(String where, GroupSpec spec, SharingGroup group, Map<String, Assignment> assigned) {
        assertThat(assigned.keySet()).as(where).isEqualTo(spec.members().keySet());
        Map<UUID, Set<Integer>> covered = new HashMap<>();
        assigned.forEach((memberId, assignment) -> {
            Set<UUID> subscribed = group.subscriptions.getOrDefault(memberId, Set.of());
            assertThat(subscribed).as(where).containsAll(assignment.partitions().keySet());
            assertThat(assignment.isEmpty()).as(where).isEqualTo(subscribed.isEmpty());
            assignment
                    .partitions()
                    .forEach((topicId, numbers) -> covered.computeIfAbsent(topicId, id -> new HashSet<>())
                            .addAll(numbers));
        });
        Map<UUID, Set<Integer>> expected = new HashMap<>();
        group.subscriptions
                .values()
                .forEach(subscribed -> subscribed.forEach(topicId -> expected.put(
                        topicId, group.assignable().getOrDefault(topicId, Collections.emptyNavigableSet()))));
        assertThat(covered).as(where).isEqualTo(expected);
    }

    /** How often partitions are assigned, the least first. */
    private static List<Integer> copies(Map<String, Assignment> assigned) {
        Map<String, Integer> copies = new TreeMap<>();
        assigned.values()
                .forEach(assignment -> assignment
                        .partitions()
                        .forEach((topicId, numbers) ->
                                numbers.forEach(number -> copies.merge(topicId + "-" + number, 1, Integer::sum))));
        return copies.values().stream().sorted().toList();
    }

    private static List<Integer> sizes(Map<String, Assignment> assigned) {
        return assigned.values().stream().map(Assignment::size).sorted().toList();
    }

    private static int lastOf(List<Integer> sorted) {
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1);
    }

    /** How many partitions members have to let go. */
    private static int lost(Map<String, Assignment> before, Map<String, Assignment> after) {
        int[] lost = {0};
        before.forEach((memberId, old) -> old.partitions()
                .forEach((topicId, numbers) -> numbers.forEach(number -> {
                    Assignment now = after.get(memberId);
                    if (now != null && !now.of(topicId).contains(number)) {
                        lost[0]++;
                    }
                })));
        return lost[0];
    }

    /** A group that changes; the seed tells how. */
    private static final class SharingGroup {
        private final Random random;
        private final boolean homogeneous;
        private final TestTopics topics = new TestTopics();
        private final Map<String, Set<UUID>> subscriptions = new TreeMap<>();
        private final int topicCount;
        private int lastMember;

        SharingGroup(Random random, boolean homogeneous) {
            this.random = random;
            this.homogeneous = homogeneous;
            this.topicCount = 1 + random.nextInt(3);
            for (int i = 0; i < topicCount; i++) {
                topics.put("t" + i, 1 + random.nextInt(5));
            }
            for (int i = 0; i < 1 + random.nextInt(9); i++) {
                addMember();
            }
        }

        private void addMember() {
            Set<UUID> topicIds = new HashSet<>();
            for (int i = 0; i < topicCount; i++) {
                if (homogeneous || random.nextBoolean()) {
                    topicIds.add(TestTopics.id("t" + i));
                }
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
                    TopicImage.Topic first = topics.image().topic("t0");
                    topics.put("t0", (first == null ? 0 : first.partitionCount()) + random.nextInt(3));
                }
            }
        }

        GroupSpec spec(Map<String, Assignment> targets) {
            Map<String, MemberSpec> members = new HashMap<>();
            subscriptions.forEach((id, topicIds) ->
                    members.put(id, new MemberSpec(null, null, topicIds, targets.getOrDefault(id, Assignment.EMPTY))));
            return new GroupSpec(members);
        }

        SortedMap<UUID, SortedSet<Integer>> assignable() {
            SortedMap<UUID, SortedSet<Integer>> assignable = new TreeMap<>();
            for (String name : topics.image().names()) {
                TopicImage.Topic topic = topics.image().topic(name);
                if (topic != null) {
                    List<Integer> numbers =
                            IntStream.range(0, topic.partitionCount()).boxed().toList();
                    assignable.put(topic.id(), new TreeSet<>(numbers));
                }
            }
            return assignable;
        }
    }
}
