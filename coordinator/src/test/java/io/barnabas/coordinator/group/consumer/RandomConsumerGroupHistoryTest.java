// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.wire.protocol.Errors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a consumer group: members come, beat, lose answers, subscribe to something else, leave, die and come back,
 * some of them static; topics come, grow and go; the coordinator crashes. Whatever happens:
 *
 * <ul>
 *   <li>no partition is in the hands of two living members at once;
 *   <li>the epoch of a member only grows as long as it is the same member, and so does the group's;
 *   <li>a coordinator loaded from the records has the state of the one that wrote them (the driver sees to that);
 *   <li>once members are left in peace, the group is stable and every partition subscribed to has an owner.
 * </ul>
 */
class RandomConsumerGroupHistoryTest {

    private static final int STEPS = 1_500;
    private static final int PLACES = 6;
    private static final int STATIC_PLACES = 2;
    private static final String[][] SUBSCRIPTIONS = {{"a"}, {"a", "b"}, {"b", "c"}};

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
        private final ShardDriver driver = new ShardDriver();
        private final Map<Integer, TestConsumer> members = new TreeMap<>();
        private final Map<Integer, Set<String>> subscriptions = new HashMap<>();
        private final Map<String, Integer> lastEpochs = new HashMap<>();
        private int names;
        private int groupEpoch;
        private int shared;

        History(long seed) {
            random = new Random(seed);
            driver.topics().put("a", 4);
            driver.topics().put("b", 3);
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
            TestConsumer member = members.get(place);
            int dice = random.nextInt(100);
            if (member == null) {
                if (dice < 20) {
                    join(place);
                }
            } else if (dice < 60) {
                heartbeat(place, member);
            } else if (dice < 66) {
                member.heartbeatWithLostAnswer();
            } else if (dice < 70) {
                subscribe(place, member);
                heartbeat(place, member);
            } else if (dice < 73) {
                leave(place, member);
            } else if (dice < 75) {
                die(place);
            } else if (dice < 92) {
                driver.advance(random.nextInt(1_000));
            } else if (dice < 96) {
                changeTopics();
            } else {
                driver.restart();
            }
        }

        private void join(int place) {
            String memberId = "m" + names++;
            TestConsumer member = place < STATIC_PLACES
                    ? TestConsumer.ofInstance(driver, memberId, "i" + place)
                    : TestConsumer.dynamic(driver, memberId);
            subscribe(place, member);
            // A static member whose former self has died without leaving is refused until that one's session ends.
            if (member.tryHeartbeat() == Errors.NONE) {
                members.put(place, member);
            }
        }

        private void subscribe(int place, TestConsumer member) {
            String[] topics = SUBSCRIPTIONS[random.nextInt(SUBSCRIPTIONS.length)];
            member.topics(topics);
            subscriptions.put(place, Set.of(topics));
        }

        private void heartbeat(int place, TestConsumer member) {
            Errors error = member.tryHeartbeat();
            if (error != Errors.NONE) {
                assertThat(error).isIn(Errors.FENCED_MEMBER_EPOCH, Errors.UNKNOWN_MEMBER_ID);
                members.remove(place);
            }
        }

        private void leave(int place, TestConsumer member) {
            member.leave(place < STATIC_PLACES && random.nextBoolean() ? -2 : -1);
            members.remove(place);
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

        private void changeTopics() {
            switch (random.nextInt(4)) {
                case 0 -> driver.topics().remove("b");
                case 1 -> driver.topics().put("b", 3);
                case 2 -> driver.topics().put("a", partitionsOf("a") + random.nextInt(3));
                default -> driver.topics().put("c", 1);
            }
        }

        private int partitionsOf(String topic) {
            var found = driver.topics().image().topic(topic);
            return found == null ? 0 : found.partitionCount();
        }

        private void check() {
            Map<UUID, Map<Integer, String>> owners = new HashMap<>();
            int owning = 0;
            for (TestConsumer member : members.values()) {
                owning += member.ownedCount() > 0 ? 1 : 0;
                member.partitions()
                        .forEach((topic, numbers) -> numbers.forEach(number -> {
                            String other = owners.computeIfAbsent(topic, id -> new HashMap<>())
                                    .put(number, member.memberId());
                            assertThat(other)
                                    .as("%s-%s is in the hands of %s too", topic, number, member.memberId())
                                    .isNull();
                        }));
                Integer before = lastEpochs.put(member.memberId(), member.epoch());
                assertThat(member.epoch()).isGreaterThanOrEqualTo(before == null ? 0 : before);
            }
            shared += owning > 1 ? 1 : 0;
            int epoch = describedEpoch();
            assertThat(epoch).isGreaterThanOrEqualTo(epoch == 0 ? 0 : groupEpoch);
            groupEpoch = epoch;
        }

        /** An empty group is forgotten when offsets expire, which a restart of the driver lets happen. */
        private int describedEpoch() {
            return driver.shard().groups().exists(TestConsumer.GROUP)
                    ? driver.ask(coordinator -> coordinator.describeConsumerGroup(TestConsumer.GROUP))
                            .groupEpoch()
                    : 0;
        }

        private void settle() {
            driver.topics().put("b", 3);
            driver.topics().put("c", 1);
            while (members.size() < 2) {
                join(PLACES - 1 - members.size());
            }
            for (int round = 0; round < 40; round++) {
                driver.advance(5_000);
                everybody();
                check();
            }
            Set<String> subscribed = new HashSet<>();
            members.keySet().forEach(place -> subscribed.addAll(subscriptions.getOrDefault(place, Set.of())));
            for (String topic : subscribed) {
                int owned = members.values().stream()
                        .mapToInt(member -> member.owned(topic).size())
                        .sum();
                assertThat(owned).as(topic).isEqualTo(partitionsOf(topic));
            }
            assertThat(driver.ask(coordinator -> coordinator.describeConsumerGroup(TestConsumer.GROUP))
                            .groupState())
                    .isEqualTo("Stable");
        }
    }
}
