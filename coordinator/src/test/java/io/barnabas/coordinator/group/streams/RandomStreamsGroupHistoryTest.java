// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a streams group: members of some processes come, beat, lose answers, leave, die and come back; source topics
 * come, grow and go, internal ones are created after a while; standbys are wanted and not wanted; the coordinator crashes.
 * Whatever happens:
 *
 * <ul>
 *   <li>no task is active in the hands of two living members at once, and no process has a task twice;
 *   <li>the epoch of a member only grows as long as it is the same member, and so does the group's;
 *   <li>a coordinator loaded from the records has the state of the one that wrote them (the driver sees to that);
 *   <li>once members are left in peace, the group is stable, every task is active once, with as many standbys as there can be.
 * </ul>
 */
class RandomStreamsGroupHistoryTest {

    private static final int STEPS = 1_500;
    private static final int PLACES = 6;
    private static final int PROCESSES = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldKeepItsPromises(long seed) {
        try {
            new History(seed).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static final class History {
        private final Random random;
        private final ShardDriver driver;
        private final Map<Integer, TestStreamsMember> members = new TreeMap<>();
        private final Map<String, Integer> lastEpochs = new HashMap<>();
        private int names;
        private int groupEpoch;
        private int partitions = 2;
        private int standbys;
        private int shared;

        History(long seed) {
            random = new Random(seed);
            driver = new ShardDriver(GroupConfig.DEFAULT.with(
                    StreamsGroupConfig.DEFAULT.withInitialRebalanceDelayMs(random.nextBoolean() ? 0 : 3_000)));
            driver.topics().put("lines", partitions);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                act(random.nextInt(PLACES));
                check();
            }
            settle();
            assertThat(shared).as("the members did share").isGreaterThan(50);
        }

        private void act(int place) {
            TestStreamsMember member = members.get(place);
            int dice = random.nextInt(100);
            if (member == null) {
                if (dice < 20) {
                    join(place);
                }
            } else if (dice < 62) {
                heartbeat(place, member);
            } else if (dice < 68) {
                member.heartbeatWithLostAnswer();
            } else if (dice < 71) {
                member.leave();
                members.remove(place);
            } else if (dice < 73) {
                die(place);
            } else if (dice < 90) {
                driver.advance(random.nextInt(1_000));
            } else if (dice < 94) {
                changeTopics();
            } else if (dice < 96) {
                standbys = random.nextInt(3);
                driver.override("g", "streams.num.standby.replicas", String.valueOf(standbys));
            } else {
                driver.restart();
            }
        }

        private void join(int place) {
            String process = "p" + place % PROCESSES;
            var member = new TestStreamsMember(driver, "m" + names++, process, TestTopologies.wordCount());
            members.put(place, member.join());
            createTopics(member);
        }

        private void heartbeat(int place, TestStreamsMember member) {
            Errors error = member.tryHeartbeat();
            if (error == Errors.NONE) {
                createTopics(member);
            } else {
                assertThat(error).isIn(Errors.FENCED_MEMBER_EPOCH, Errors.UNKNOWN_MEMBER_ID);
                members.remove(place);
            }
        }

        private void createTopics(TestStreamsMember member) {
            if (random.nextInt(3) == 0) {
                member.missing().forEach(topic -> driver.topics().put(topic.name(), topic.partitions()));
            }
        }

        /** Its process is gone for as long as a session lasts, while the others go on. */
        private void die(int place) {
            members.remove(place);
            for (int i = 0; i < 5; i++) {
                driver.advance(10_000);
                everybody();
            }
        }

        private void everybody() {
            Map.copyOf(members).forEach(this::heartbeat);
        }

        /** A source topic that changes makes the internal ones unfit, until someone deletes them. */
        private void changeTopics() {
            if (random.nextInt(4) == 0) {
                driver.topics().remove("lines");
            } else {
                partitions += random.nextInt(2);
                driver.topics().put("lines", partitions);
                driver.topics().remove("words-repartition");
                driver.topics().remove("counts-changelog");
            }
        }

        private void check() {
            ModernGroup modern = driver.shard().groups().modern("g");
            if (modern == null) {
                return;
            }
            int epoch = ((StreamsGroup) modern).epoch();
            assertThat(epoch).isGreaterThanOrEqualTo(groupEpoch);
            groupEpoch = epoch;
            List<TaskId> active = new ArrayList<>();
            Map<String, List<TaskId>> ofProcess = new HashMap<>();
            members.values().forEach(member -> {
                active.addAll(member.activeTasks());
                List<TaskId> mine = ofProcess.computeIfAbsent(member.processId(), process -> new ArrayList<>());
                mine.addAll(member.activeTasks());
                mine.addAll(member.standbyTasks());
                assertThat(member.epoch()).isGreaterThanOrEqualTo(lastEpochs.getOrDefault(member.memberId(), 0));
                lastEpochs.put(member.memberId(), member.epoch());
            });
            assertThat(active).doesNotHaveDuplicates();
            ofProcess.values().forEach(tasks -> assertThat(tasks).doesNotHaveDuplicates());
            if (members.values().stream()
                            .filter(member -> !member.activeTasks().isEmpty())
                            .count()
                    > 1) {
                shared++;
            }
        }

        private void settle() {
            driver.topics().put("lines", partitions);
            driver.topics().put("words-repartition", partitions);
            driver.topics().put("counts-changelog", partitions);
            for (int i = 0; i < 80; i++) {
                for (int place = 0; place < PLACES; place++) {
                    if (!members.containsKey(place)) {
                        join(place);
                    }
                }
                driver.advance(1_500);
                everybody();
                check();
            }
            assertThat(members).hasSize(PLACES);
            assertThat(driver.shard().groups().modern("g"))
                    .isNotNull()
                    .satisfies(group -> assertThat(group.stateName()).isEqualTo("Stable"));
            List<String> active = new ArrayList<>();
            members.values().forEach(member -> active.addAll(member.active()));
            int least = 2 * partitions / PLACES;
            assertThat(active).hasSize(2 * partitions);
            assertThat(members.values())
                    .allSatisfy(member -> assertThat(member.active()).hasSizeBetween(least, least + 1));
            Map<TaskId, Set<String>> processesOf = new HashMap<>();
            members.values()
                    .forEach(member -> member.standbyTasks()
                            .forEach(task -> processesOf
                                    .computeIfAbsent(task, each -> new TreeSet<>())
                                    .add(member.processId())));
            assertThat(processesOf).hasSize(standbys == 0 ? 0 : partitions);
            assertThat(processesOf.values())
                    .allSatisfy(processes -> assertThat(processes).hasSize(Math.min(standbys, PROCESSES - 1)));
        }
    }
}
