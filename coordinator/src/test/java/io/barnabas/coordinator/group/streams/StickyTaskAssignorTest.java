// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.streams.StickyTaskAssignor.MemberSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.coordinator.group.streams.assignor.AssignmentMemberSpec;
import org.apache.kafka.coordinator.group.streams.assignor.GroupSpecImpl;
import org.apache.kafka.coordinator.group.streams.assignor.TopologyDescriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The assignor by itself, and beside Kafka's: never worse balanced, and in the long run as few tasks change hands. */
class StickyTaskAssignorTest {

    private static final int ROUNDS = 150;

    private static Set<TaskId> tasks(String... texts) {
        Set<TaskId> tasks = new TreeSet<>();
        for (String text : texts) {
            int gap = text.indexOf('_');
            tasks.add(new TaskId(text.substring(0, gap), Integer.parseInt(text.substring(gap + 1))));
        }
        return tasks;
    }

    private static MemberSpec member(String process, Set<TaskId> active, Set<TaskId> standby) {
        return new MemberSpec(process, Tasks.of(active, standby, Set.of()));
    }

    private static Tasks of(Map<String, Tasks> assignment, String memberId) {
        return assignment.getOrDefault(memberId, Tasks.NONE);
    }

    @Test
    void shouldMakeAStandbyActiveWhereItsStateIs() {
        var members = new TreeMap<>(Map.of(
                "b", member("q", tasks("0_1"), tasks()),
                "c", member("r", tasks("0_2"), tasks("0_0"))));

        Map<String, Tasks> assignment =
                StickyTaskAssignor.assign(members, new TreeMap<>(Map.of("0", 3)), Set.of("0"), 1);

        assertThat(of(assignment, "c").active()).containsExactlyElementsOf(tasks("0_0", "0_2"));
        assertThat(of(assignment, "b").standby()).containsExactlyElementsOf(tasks("0_0", "0_2"));
    }

    @Test
    void shouldPreferAnotherThreadOfTheSameProcess() {
        var members = new TreeMap<>(Map.of(
                "a", member("p", tasks("0_0", "0_1"), tasks()),
                "b", member("p", tasks(), tasks()),
                "c", member("q", tasks("0_2"), tasks())));

        Map<String, Tasks> assignment =
                StickyTaskAssignor.assign(members, new TreeMap<>(Map.of("0", 3)), Set.of("0"), 0);

        assertThat(of(assignment, "a").active()).containsExactlyElementsOf(tasks("0_0"));
        assertThat(of(assignment, "b").active()).containsExactlyElementsOf(tasks("0_1"));
        assertThat(of(assignment, "c").active()).containsExactlyElementsOf(tasks("0_2"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldBalanceAndKeepAsKafkaDoes(long seed) {
        Random random = new Random(seed);
        SortedMap<String, String> processes = new TreeMap<>();
        SortedMap<String, Integer> counts = new TreeMap<>(Map.of("0", 6, "1", 8));
        Map<String, Tasks> ours = Map.of();
        Map<String, Tasks> kafkas = Map.of();
        int ourMoves = 0;
        int kafkasMoves = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (processes.isEmpty() || (random.nextInt(5) < 3 && processes.size() < 9)) {
                processes.put("m" + round, "p" + random.nextInt(4));
            } else {
                processes.remove(new ArrayList<>(processes.keySet()).get(random.nextInt(processes.size())));
            }
            if (random.nextInt(20) == 0 && counts.getOrDefault("0", 0) < 12) {
                counts.merge("0", 1, Integer::sum);
            }
            int standbys = random.nextInt(3);
            Map<String, Tasks> ourNext =
                    StickyTaskAssignor.assign(specs(processes, ours), counts, Set.of("1"), standbys);
            Map<String, Tasks> kafkasNext = kafka(specs(processes, kafkas), counts, standbys);
            String place = "seed " + seed + ", round " + round;
            assertThat(spread(ourNext)).as(place).isLessThanOrEqualTo(Math.max(1, spread(kafkasNext)));
            check(place, processes, counts, ourNext, standbys);
            ourMoves += moves(ours, ourNext, processes.keySet());
            kafkasMoves += moves(kafkas, kafkasNext, processes.keySet());
            ours = ourNext;
            kafkas = kafkasNext;
        }
        // Kafka's leaves members further apart in one round of ten, which saves it a few moves.
        assertThat(ourMoves).as("seed %d", seed).isLessThanOrEqualTo(kafkasMoves * 21 / 20);
    }

    private static SortedMap<String, MemberSpec> specs(SortedMap<String, String> processes, Map<String, Tasks> before) {
        SortedMap<String, MemberSpec> specs = new TreeMap<>();
        processes.forEach((id, process) -> specs.put(id, new MemberSpec(process, before.getOrDefault(id, Tasks.NONE))));
        return specs;
    }

    private static int spread(Map<String, Tasks> assignment) {
        IntSummaryStatistics sizes = assignment.values().stream()
                .mapToInt(tasks -> tasks.active().size())
                .summaryStatistics();
        return assignment.isEmpty() ? 0 : sizes.getMax() - sizes.getMin();
    }

    /** Tasks that become active with a member that did not have them, though the one that did is still there. */
    private static int moves(Map<String, Tasks> before, Map<String, Tasks> after, Set<String> members) {
        Set<TaskId> kept = new HashSet<>();
        before.forEach((id, tasks) -> {
            if (members.contains(id)) {
                kept.addAll(tasks.active());
            }
        });
        int[] moves = {0};
        after.forEach((id, tasks) -> tasks.active().forEach(task -> {
            if (kept.contains(task)
                    && !before.getOrDefault(id, Tasks.NONE).active().contains(task)) {
                moves[0]++;
            }
        }));
        return moves[0];
    }

    private static void check(
            String place,
            SortedMap<String, String> processes,
            SortedMap<String, Integer> counts,
            Map<String, Tasks> assignment,
            int standbys) {
        List<TaskId> active = new ArrayList<>();
        Map<String, List<TaskId>> ofProcess = new TreeMap<>();
        int[] standby = {0};
        assignment.forEach((id, tasks) -> {
            active.addAll(tasks.active());
            tasks.all()
                    .forEach(task -> ofProcess
                            .computeIfAbsent(processes.get(id), each -> new ArrayList<>())
                            .add(task));
            standby[0] += tasks.standby().size();
        });
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (processes.isEmpty()) {
            return;
        }
        assertThat(active).as(place).doesNotHaveDuplicates().hasSize(total);
        ofProcess.values().forEach(tasks -> assertThat(tasks).as(place).doesNotHaveDuplicates());
        int others = new HashSet<>(processes.values()).size() - 1;
        assertThat(standby[0]).as(place).isEqualTo(counts.getOrDefault("1", 0) * Math.min(standbys, others));
    }

    private static Map<String, Tasks> kafka(
            SortedMap<String, MemberSpec> members, SortedMap<String, Integer> counts, int standbys) {
        Map<String, AssignmentMemberSpec> specs = new TreeMap<>();
        members.forEach((id, spec) -> specs.put(
                id,
                new AssignmentMemberSpec(
                        Optional.empty(),
                        Optional.empty(),
                        sets(spec.tasks().active()),
                        sets(spec.tasks().standby()),
                        Map.of(),
                        spec.processId(),
                        Map.of(),
                        Map.of(),
                        Map.of())));
        if (specs.isEmpty()) {
            return Map.of();
        }
        var assigned = new org.apache.kafka.coordinator.group.streams.assignor.StickyTaskAssignor()
                .assign(
                        new GroupSpecImpl(specs, Map.of("num.standby.replicas", String.valueOf(standbys))),
                        new Topology(counts));
        Map<String, Tasks> tasks = new TreeMap<>();
        assigned.members()
                .forEach((id, member) ->
                        tasks.put(id, Tasks.of(ids(member.activeTasks()), ids(member.standbyTasks()), Set.of())));
        return tasks;
    }

    private static Map<String, Set<Integer>> sets(Set<TaskId> tasks) {
        Map<String, Set<Integer>> sets = new TreeMap<>();
        tasks.forEach(task ->
                sets.computeIfAbsent(task.subtopology(), id -> new TreeSet<>()).add(task.partition()));
        return sets;
    }

    private static Set<TaskId> ids(Map<String, Set<Integer>> sets) {
        Set<TaskId> tasks = new TreeSet<>();
        sets.forEach((subtopology, partitions) ->
                partitions.forEach(partition -> tasks.add(new TaskId(subtopology, partition))));
        return tasks;
    }

    private record Topology(SortedMap<String, Integer> counts) implements TopologyDescriber {

        @Override
        public List<String> subtopologies() {
            return List.copyOf(counts.keySet());
        }

        @Override
        public int maxNumInputPartitions(String subtopology) {
            return counts.getOrDefault(subtopology, 0);
        }

        @Override
        public boolean isStateful(String subtopology) {
            return subtopology.equals("1");
        }
    }
}
