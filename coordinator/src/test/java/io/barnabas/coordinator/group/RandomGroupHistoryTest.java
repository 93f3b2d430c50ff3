// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.protocol.Errors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a group: consumers, some of them static, come, work, commit, stall, die and come back; the coordinator
 * crashes in between. Whatever happens:
 *
 * <ul>
 *   <li>the members of one generation agree on who has which partition, and no partition has two owners;
 *   <li>no acknowledged commit of an offset is lost or undone but by a later one;
 *   <li>a coordinator loaded from the records has the state of the one that wrote them;
 *   <li>once consumers are left in peace, all that are alive get their share.
 * </ul>
 */
class RandomGroupHistoryTest {

    private static final int CONSUMERS = 5;
    private static final int STEPS = 600;
    private static final long HEARTBEAT_MS = 3_000;
    private static final int ROUNDS_TO_SETTLE = 80;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void shouldKeepItsPromises(long seed) {
        try {
            new History(seed).run();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static final class History {
        private final Random random;
        private final ShardDriver driver = new ShardDriver();
        private final SimulatedConsumer[] consumers = new SimulatedConsumer[CONSUMERS];
        private final Map<Integer, Long> committed = new HashMap<>();
        /** By generation, then partition: who was told it owns it. */
        private final Map<Integer, Map<Integer, String>> owners = new HashMap<>();

        private int crashes;

        History(long seed) {
            random = new Random(seed);
            for (int i = 0; i < CONSUMERS; i++) {
                consumers[i] = new SimulatedConsumer(driver, i);
            }
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                act();
                checkOwners();
                checkOffsets();
            }
            settle();
        }

        private void act() {
            SimulatedConsumer consumer = consumers[random.nextInt(CONSUMERS)];
            int dice = random.nextInt(100);
            if (dice < 70) {
                consumer.step();
            } else if (dice < 80) {
                commit(consumer);
            } else if (dice < 90) {
                driver.advance(random.nextInt(4_000));
            } else if (dice < 93) {
                consumer.die();
            } else if (dice < 95) {
                consumer.leave();
            } else if (dice < 97) {
                driver.advance(random.nextInt(70_000));
            } else {
                crash();
            }
        }

        /** Waiting requests are lost with the connection; generations that were not written may be given again. */
        private void crash() {
            crashes++;
            driver.restart();
            owners.clear();
            for (SimulatedConsumer each : consumers) {
                each.loseConnection();
            }
        }

        private void commit(SimulatedConsumer consumer) {
            if (consumer.assignment().isEmpty()) {
                return;
            }
            int partition = List.copyOf(consumer.assignment()).get(0);
            long offset = committed.getOrDefault(partition, 0L) + 1 + random.nextInt(100);
            if (consumer.commit(partition, offset)) {
                committed.put(partition, offset);
            }
        }

        private void checkOwners() {
            for (SimulatedConsumer consumer : consumers) {
                if (!consumer.hasFreshAssignment()) {
                    continue;
                }
                Map<Integer, String> ofGeneration =
                        owners.computeIfAbsent(consumer.generation(), generation -> new HashMap<>());
                for (int partition : consumer.assignment()) {
                    String owner = ofGeneration.putIfAbsent(partition, consumer.identity());
                    assertThat(owner)
                            .as("owner of partition %s in generation %s", partition, consumer.generation())
                            .isIn(null, consumer.identity());
                }
            }
        }

        private void checkOffsets() {
            committed.forEach((partition, offset) -> assertThat(
                            driver.shard().offsets().find(TestMember.GROUP, SimulatedConsumer.TOPIC, partition))
                    .as("offset of partition %s after %s crashes", partition, crashes)
                    .isNotNull()
                    .satisfies(found -> assertThat(found.offset()).isEqualTo(offset)));
        }

        /**
         * Everybody heartbeats in time now: once the dead ones' sessions are over, all are members of one generation and
         * share all partitions.
         */
        private void settle() {
            for (int round = 0; round < ROUNDS_TO_SETTLE; round++) {
                for (SimulatedConsumer each : consumers) {
                    each.step();
                    each.step();
                }
                driver.advance(HEARTBEAT_MS);
            }
            assertThat(isSettled()).as("all are members of one generation").isTrue();
            Set<Integer> shared = new HashSet<>();
            for (SimulatedConsumer each : consumers) {
                for (int partition : each.assignment()) {
                    assertThat(shared.add(partition))
                            .as("partition %s has one owner", partition)
                            .isTrue();
                }
            }
            assertThat(shared).hasSize(SimulatedConsumer.PARTITIONS);
        }

        private boolean isSettled() {
            for (SimulatedConsumer each : consumers) {
                if (!each.hasFreshAssignment()
                        || each.generation() != consumers[0].generation()
                        || each.heartbeat() != Errors.NONE) {
                    return false;
                }
            }
            return true;
        }
    }
}
