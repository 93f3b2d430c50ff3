// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import static io.barnabas.coordinator.group.share.TestShareConsumer.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestPartition;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.barnabas.wire.protocol.Errors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a share group: members come, beat, lose answers, subscribe to something else, leave, die and come back; topics
 * come, grow and go; administrators alter and delete; the share coordinator is slow, refuses, and forgets to answer; the group
 * coordinator crashes. Whatever happens:
 *
 * <ul>
 *   <li>the epoch of a member only grows as long as it is the same member;
 *   <li>a coordinator loaded from the records has the state of the one that wrote them (the driver sees to that);
 *   <li>once members are left in peace, every partition subscribed to has a state and is somebody's, and every member has one.
 * </ul>
 */
class RandomShareGroupHistoryTest {

    private static final int STEPS = 1_500;
    private static final int PLACES = 6;
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
        private final Map<Integer, TestShareConsumer> members = new TreeMap<>();
        private final Map<String, Integer> lastEpochs = new HashMap<>();
        private int names;

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
        }

        private void act(int place) {
            TestShareConsumer member = members.get(place);
            int dice = random.nextInt(100);
            if (dice < 10) {
                disturb();
            } else if (member == null) {
                if (dice < 30) {
                    member = new TestShareConsumer(driver, "m" + names++).topics(subscription());
                    members.put(place, member);
                    heartbeat(place, member);
                }
            } else if (dice < 60) {
                heartbeat(place, member);
            } else if (dice < 66) {
                member.heartbeatWithLostAnswer();
            } else if (dice < 70) {
                member.topics(subscription());
                heartbeat(place, member);
            } else if (dice < 74) {
                leave(place);
            } else if (dice < 76) {
                die(place);
            } else if (dice < 94) {
                driver.advance(random.nextInt(1_000));
            } else if (dice < 97) {
                changeTopics();
            } else {
                restart();
            }
        }

        private String[] subscription() {
            return SUBSCRIPTIONS[random.nextInt(SUBSCRIPTIONS.length)];
        }

        private void heartbeat(int place, TestShareConsumer member) {
            Errors error = member.tryHeartbeat();
            if (error != Errors.NONE) {
                assertThat(error).isIn(Errors.FENCED_MEMBER_EPOCH, Errors.UNKNOWN_MEMBER_ID, Errors.GROUP_ID_NOT_FOUND);
                members.remove(place);
            }
        }

        private void leave(int place) {
            TestShareConsumer member = members.remove(place);
            if (member != null && driver.shard().groups().exists(GROUP)) {
                var unused = member.send(member.request(-1, null)).exceptionally(gone -> null);
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

        private void restart() {
            driver.shareStates().lose();
            driver.restart();
        }

        private void disturb() {
            switch (random.nextInt(7)) {
                case 0 -> driver.shareStates().hold();
                case 1, 2 -> driver.shareStates().release();
                case 3 ->
                    driver.shareStates().breakDown(new SharePartitionKey(GROUP, TestTopics.id("a"), random.nextInt(4)));
                case 4 -> driver.shareStates().repair();
                case 5 ->
                    patiently(
                            driver.run(coordinator -> coordinator.shareGroups().alterOffsets(alteration())));
                default ->
                    patiently(
                            random.nextBoolean()
                                    ? driver.run(coordinator -> coordinator.deleteGroup(GROUP))
                                    : driver.run(coordinator ->
                                            coordinator.shareGroups().deleteOffsets(GROUP, List.of("a", "b"))));
            }
        }

        /** Whether it succeeds, is refused or never answered is not the question here. */
        private static void patiently(CompletableFuture<?> answer) {
            var unused = answer.exceptionally(refused -> null);
        }

        private AlterShareGroupOffsetsRequest alteration() {
            return new AlterShareGroupOffsetsRequest()
                    .setGroupId(GROUP)
                    .setTopics(List.of(new AlterShareGroupOffsetsRequestTopic()
                            .setTopicName("a")
                            .setPartitions(List.of(new AlterShareGroupOffsetsRequestPartition()
                                    .setPartitionIndex(random.nextInt(6))
                                    .setStartOffset(random.nextInt(100))))));
        }

        private void changeTopics() {
            switch (random.nextInt(4)) {
                case 0 -> {
                    driver.topics().remove("b");
                    driver.ask(coordinator -> coordinator.topicsDeleted(List.of("b")));
                }
                case 1 -> driver.topics().put("b", 3);
                case 2 -> driver.topics().put("a", Math.min(12, partitionsOf("a") + random.nextInt(3)));
                default -> driver.topics().put("c", 1);
            }
        }

        private int partitionsOf(String topic) {
            var found = driver.topics().image().topic(topic);
            return found == null ? 0 : found.partitionCount();
        }

        private void check() {
            for (TestShareConsumer member : members.values()) {
                Integer before = lastEpochs.put(member.memberId(), member.epoch());
                assertThat(member.epoch()).isGreaterThanOrEqualTo(before == null ? 0 : before);
            }
        }

        private void settle() {
            driver.shareStates().repair();
            driver.shareStates().release();
            driver.topics().put("b", 3);
            driver.topics().put("c", 1);
            for (int place = 0; place < PLACES; place++) {
                if (!members.containsKey(place)) {
                    TestShareConsumer member = new TestShareConsumer(driver, "m" + names++).topics(subscription());
                    members.put(place, member);
                    heartbeat(place, member);
                }
            }
            for (int round = 0; round < 20; round++) {
                driver.advance(4_000);
                everybody();
                check();
            }
            Set<String> assigned = new TreeSet<>();
            Set<String> subscribed = new TreeSet<>();
            for (TestShareConsumer member : members.values()) {
                assertThat(member.assigned()).as(member.memberId()).isNotEmpty();
                assigned.addAll(member.assigned());
                for (String topic : member.topics()) {
                    for (int number = 0; number < partitionsOf(topic); number++) {
                        subscribed.add(topic + "-" + number);
                    }
                }
                member.partitions()
                        .forEach((topicId, numbers) -> numbers.forEach(
                                number -> assertThat(driver.shareStates().states())
                                        .containsKey(new SharePartitionKey(GROUP, topicId, number))));
            }
            assertThat(assigned).isEqualTo(subscribed);
        }
    }
}
