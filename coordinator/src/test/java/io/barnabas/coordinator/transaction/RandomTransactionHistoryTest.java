// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import static io.barnabas.coordinator.transaction.TransactionDriver.initRequest;
import static io.barnabas.coordinator.transaction.TransactionDriver.partitions;
import static io.barnabas.coordinator.transaction.TransactionDriver.producer;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.transaction.TransactionDriver.Identity;
import io.barnabas.wire.message.EndTxnResponse;
import io.barnabas.wire.message.InitProducerIdResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of transactional producers, of old and of new, two instances to an id: they write, commit, abort, lose answers, stall
 * and come back as zombies, while markers are late and the coordinator crashes. Partitions are lists in memory that keep
 * Kafka's rules for epochs. Whatever happens:
 *
 * <ul>
 *   <li>a transaction that was told to be committed is committed in every partition, an aborted one in none;
 *   <li>a transaction whose answer was lost has one outcome everywhere;
 *   <li>no two instances are ever given the same producer id and epoch;
 *   <li>when all is quiet and time has passed, nothing is open.
 * </ul>
 */
class RandomTransactionHistoryTest {
    private static final int IDS = 3;
    private static final int PARTITIONS = 4;
    private static final int STEPS = 2_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void shouldKeepItsPromises(long seed) {
        try {
            new History(seed).run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private enum Outcome {
        OPEN,
        COMMITTED,
        ABORTED
    }

    /** What one producer wrote between two ends; its records carry its number. */
    private static final class Attempt {
        private Outcome told = Outcome.OPEN;
        private final Map<Integer, Outcome> found = new HashMap<>();
    }

    /** A partition of some topic, as a log keeps it. */
    private static final class Partition {
        private final Map<Long, Short> epochs = new HashMap<>();
        private final Map<Long, List<Attempt>> open = new HashMap<>();

        boolean append(Identity producer, Attempt attempt) {
            if (producer.epoch() < epochs.getOrDefault(producer.id(), (short) 0)) {
                return false;
            }
            epochs.put(producer.id(), producer.epoch());
            open.computeIfAbsent(producer.id(), id -> new ArrayList<>()).add(attempt);
            return true;
        }

        void mark(Transaction prepared, int index) {
            epochs.put(prepared.producerId(), prepared.producerEpoch());
            List<Attempt> ended = open.remove(prepared.producerId());
            if (ended != null) {
                boolean commit = prepared.state() == TransactionState.PREPARE_COMMIT;
                ended.forEach(attempt -> attempt.found.put(index, commit ? Outcome.COMMITTED : Outcome.ABORTED));
            }
        }
    }

    private static final class Instance {
        private final String id;
        private final int version;
        private Identity identity = Identity.NONE;
        private Attempt attempt = new Attempt();
        private boolean fenced = true;

        Instance(String id, int version) {
            this.id = id;
            this.version = version;
        }
    }

    private static final class History {
        private final Random random;
        private final TransactionDriver driver = new TransactionDriver();
        private final List<Instance> instances = new ArrayList<>();
        private final List<Attempt> attempts = new ArrayList<>();
        private final Partition[] partitions = new Partition[PARTITIONS];
        private final Map<Identity, Instance> owners = new HashMap<>();
        private final Set<Transaction> marked = new HashSet<>();
        private int commits;
        private int aborts;

        History(long seed) {
            random = new Random(seed);
            for (int i = 0; i < IDS; i++) {
                instances.add(new Instance("t" + i, i == 0 ? 0 : 2));
                instances.add(new Instance("t" + i, i == 0 ? 0 : 2));
            }
            for (int i = 0; i < PARTITIONS; i++) {
                partitions[i] = new Partition();
            }
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                act();
            }
            settle();
            check();
        }

        private void act() {
            Instance instance = instances.get(random.nextInt(instances.size()));
            int dice = random.nextInt(100);
            if (dice < 40) {
                write(instance);
            } else if (dice < 60) {
                end(instance);
            } else if (dice < 64) {
                begin(instance, random.nextBoolean());
            } else if (dice < 90) {
                writeMarkers();
            } else if (dice < 97) {
                driver.advance(random.nextInt(3_000));
            } else if (dice < 98) {
                driver.advance(random.nextInt(90_000));
            } else {
                driver.restart();
            }
        }

        /** Takes the id for itself, or goes on after an error. */
        private void begin(Instance instance, boolean anew) {
            Identity present = anew || instance.fenced ? Identity.NONE : instance.identity;
            instance.fenced = true;
            instance.attempt = newAttempt();
            var answer = driver.run(c -> c.initProducerId(instance.id, initRequest(present, 30_000)));
            InitProducerIdResponse response = await(answer);
            if (response == null || response.errorCode() != 0) {
                return;
            }
            instance.identity = new Identity(response.producerId(), response.producerEpoch());
            instance.fenced = false;
            own(instance);
        }

        private Attempt newAttempt() {
            Attempt attempt = new Attempt();
            attempts.add(attempt);
            return attempt;
        }

        private void own(Instance instance) {
            Instance before = owners.put(instance.identity, instance);
            assertThat(before == null || before == instance)
                    .as("%s was given to two", instance.identity)
                    .isTrue();
        }

        private void write(Instance instance) {
            if (instance.fenced) {
                begin(instance, true);
                return;
            }
            int index = random.nextInt(PARTITIONS);
            var answer = driver.run(c -> c.addPartitions(
                    producer(instance.id, instance.identity, instance.version), partitions("a", index)));
            Errors error = await(answer);
            if (error != Errors.NONE) {
                instance.fenced = error != null;
                return;
            }
            if (!partitions[index].append(instance.identity, instance.attempt)) {
                instance.fenced = true;
            }
        }

        private void end(Instance instance) {
            if (instance.fenced) {
                return;
            }
            boolean commit = random.nextInt(3) > 0;
            Attempt attempt = instance.attempt;
            var answer = driver.run(
                    c -> c.endTransaction(producer(instance.id, instance.identity, instance.version), commit));
            EndTxnResponse response = await(answer);
            instance.attempt = newAttempt();
            if (response == null || random.nextInt(10) == 0) {
                // Lost on its way: this client gives up, as one does when its delivery timeout is over.
                instance.fenced = true;
                return;
            }
            attempt.told = commit ? Outcome.COMMITTED : Outcome.ABORTED;
            if (commit) {
                commits++;
            } else {
                aborts++;
            }
            instance.identity = new Identity(response.producerId(), response.producerEpoch());
            own(instance);
        }

        /** The answer, or null when it was refused or does not come before markers are written. */
        private <R> @Nullable R await(CompletableFuture<R> answer) {
            if (!answer.isDone() && random.nextBoolean()) {
                writeMarkers();
            }
            return answer.isDone() && !answer.isCompletedExceptionally() ? answer.join() : null;
        }

        private void writeMarkers() {
            if (driver.sent().isEmpty()) {
                return;
            }
            Transaction prepared = driver.sent().get(0);
            for (int index : prepared.partitions().getOrDefault("a", new java.util.TreeSet<>())) {
                partitions[index].mark(prepared, index);
            }
            marked.add(prepared);
            if (random.nextInt(20) == 0) {
                // The coordinator dies before it learns of it.
                driver.restart();
            } else {
                driver.finishMarkers();
            }
        }

        private void settle() {
            driver.advance(40_000);
            while (!driver.sent().isEmpty()) {
                writeMarkers();
            }
            driver.advance(40_000);
            while (!driver.sent().isEmpty()) {
                writeMarkers();
            }
        }

        private void check() {
            for (int index = 0; index < PARTITIONS; index++) {
                assertThat(partitions[index].open)
                        .as("open in partition %s", index)
                        .isEmpty();
            }
            for (Attempt attempt : attempts) {
                Set<Outcome> outcomes = new HashSet<>(attempt.found.values());
                assertThat(outcomes).as("outcomes of one transaction").hasSizeLessThanOrEqualTo(1);
                if (attempt.told != Outcome.OPEN && !outcomes.isEmpty()) {
                    assertThat(outcomes).containsExactly(attempt.told);
                }
            }
            assertThat(commits).isGreaterThan(20);
            assertThat(aborts).isGreaterThan(10);
        }
    }
}
