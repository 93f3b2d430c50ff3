// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a group whose members come by either protocol, so that it goes from one to the other again and again, while
 * the coordinator crashes. No partition is ever in the hands of two, and once it is left in peace, every partition is in the
 * hands of one, by whichever protocol it ends.
 */
class RandomMigrationHistoryTest {

    private static final int STEPS = 2_000;
    private static final int PARTITIONS = 6;
    private static final int MOST = 3;

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
        private final List<TestConsumer> young = new ArrayList<>();
        private final List<ClassicConsumer> old = new ArrayList<>();
        private final Set<String> types = new TreeSet<>();
        private int names;
        private int migrations;
        private String lastType = "";

        History(long seed) {
            random = new Random(seed);
            driver.topics().put("orders", PARTITIONS);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                act();
                check();
            }
            assertThat(types).containsExactlyInAnyOrder("classic", "consumer");
            assertThat(migrations).as("it went to and fro").isGreaterThan(10);
            settle();
        }

        private void act() {
            int dice = random.nextInt(100);
            if (dice < 4 && young.size() < MOST) {
                TestConsumer member = TestConsumer.dynamic(driver, "y" + names++);
                if (member.tryHeartbeat() == Errors.NONE) {
                    young.add(member);
                }
            } else if (dice < 8 && old.size() < MOST) {
                old.add(new ClassicConsumer(driver, PARTITIONS));
            } else if (dice < 11 && !young.isEmpty()) {
                young.remove(random.nextInt(young.size())).leave();
            } else if (dice < 13 && !old.isEmpty()) {
                ClassicConsumer leaving = old.get(random.nextInt(old.size()));
                if (leaving.isWorking()) {
                    leaving.leave();
                    old.remove(leaving);
                }
            } else if (dice < 15) {
                driver.restart();
                old.forEach(ClassicConsumer::loseConnection);
            } else if (dice < 30) {
                driver.advance(random.nextInt(1_000));
                everybody();
            } else if (random.nextBoolean() && !young.isEmpty()) {
                beat(young.get(random.nextInt(young.size())));
            } else if (!old.isEmpty()) {
                old.get(random.nextInt(old.size())).step();
            }
        }

        private void beat(TestConsumer member) {
            Errors error = member.tryHeartbeat();
            if (error != Errors.NONE) {
                assertThat(error).isNotEqualTo(Errors.UNKNOWN_SERVER_ERROR);
                young.remove(member);
            }
        }

        private void everybody() {
            List.copyOf(young).forEach(this::beat);
            old.forEach(ClassicConsumer::step);
        }

        private void check() {
            assertThat(new HashSet<>(owned())).hasSameSizeAs(owned());
            driver.ask(coordinator -> coordinator.listGroups(new ListGroupsRequest()))
                    .forEach(group -> {
                        types.add(group.groupType());
                        migrations += group.groupType().equals(lastType) ? 0 : 1;
                        lastType = group.groupType();
                    });
        }

        private List<Integer> owned() {
            List<Integer> owned = new ArrayList<>();
            young.forEach(
                    member -> owned.addAll(member.partitions().getOrDefault(TestTopics.id("orders"), new TreeSet<>())));
            old.forEach(member -> owned.addAll(member.owned()));
            return owned;
        }

        private void settle() {
            if (young.isEmpty() && old.isEmpty()) {
                old.add(new ClassicConsumer(driver, PARTITIONS));
            }
            for (int round = 0; round < 200; round++) {
                driver.advance(1_000);
                everybody();
                check();
            }
            assertThat(owned()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        }
    }
}
