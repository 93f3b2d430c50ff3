// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.coordinator.share.ShareCoordinatorConfig;
import io.barnabas.coordinator.share.ShareCoordinatorDriver;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import io.barnabas.coordinator.share.ShareStateChange;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Members take records, say things of them, stall and go while writes fail, locks time out and the broker dies. A model that knows
 * every single record says: nobody gets what another holds, nobody gets what is done, no record is delivered more often than
 * allowed, and in the end each one is done or given up.
 */
final class RandomSharePartitionTest {
    private static final SharePartitionKey KEY = new SharePartitionKey("workers", TestTopics.id("orders"), 0);
    private static final int RECORDS = 300;
    private static final int STEPS = 1_500;
    private static final List<AcknowledgeType> WORDS =
            List.of(AcknowledgeType.ACCEPT, AcknowledgeType.RELEASE, AcknowledgeType.REJECT, AcknowledgeType.RENEW);

    private record Holder(String member, long untilMs) {}

    private record Write(StateWrite write, Map<Long, AcknowledgeType> said, String member) {}

    private static final class World {
        private final Random random;
        private final String seed;
        private final SharePartitionLimits limits;
        private final List<FetchedBatch> log = new ArrayList<>();
        private final Set<Long> visible = new HashSet<>();
        private final ShareCoordinatorDriver store =
                new ShareCoordinatorDriver(new ShareCoordinatorConfig(5, 300_000, 300_000));

        private final Map<Long, Holder> held = new HashMap<>();
        private final Set<Long> beingWritten = new HashSet<>();
        private final Set<Long> done = new HashSet<>();
        private final Set<Long> acknowledgedDurably = new HashSet<>();
        private final Map<Long, Integer> deliveries = new HashMap<>();
        private final Queue<Write> writes = new ArrayDeque<>();
        private SharePartition partition;
        private int leaderEpoch;
        private long nowMs = 1_000_000;

        World(long seed) {
            this.seed = "seed " + seed;
            random = new Random(seed);
            limits = new SharePartitionLimits(2 + random.nextInt(4), 20 + random.nextInt(60), 1_000, true);
            for (long offset = 0; offset < RECORDS; ) {
                long last = Math.min(RECORDS - 1, offset + random.nextInt(8));
                int kind = random.nextInt(12);
                if (kind > 0) {
                    log.add(new FetchedBatch(offset, last, kind > 1));
                }
                for (long each = offset; kind > 1 && each <= last; each++) {
                    visible.add(each);
                }
                offset = last + 1;
            }
            store.coordinator().initialize(KEY, 0, 0).join();
            partition = load();
        }

        private SharePartition load() {
            ShareState state = store.coordinator().read(KEY, ++leaderEpoch).join();
            return SharePartition.load(state, state.startOffset(), 0, RECORDS);
        }

        void step() {
            switch (random.nextInt(20)) {
                case 0 -> crash();
                case 1 -> leave(member());
                case 2 -> passTime(random.nextInt(800));
                case 3, 4, 5, 6, 7 -> fetch(member(), random.nextBoolean());
                case 8, 9, 10 -> endWrite();
                default -> acknowledge(member());
            }
        }

        private String member() {
            return "m" + random.nextInt(3);
        }

        private List<AcquiredBatch> fetch(String member, boolean strict) {
            if (!partition.canAcquire(limits)) {
                return List.of();
            }
            long from = partition.nextFetchOffset();
            List<FetchedBatch> read = log.stream()
                    .filter(batch -> batch.last() >= from)
                    .limit(1 + random.nextInt(5))
                    .toList();
            int max = 1 + random.nextInt(25);
            List<AcquiredBatch> acquired = partition.acquire(
                    new AcquireRequest(member, max, 1 + random.nextInt(30), strict), from, read, limits, nowMs);
            long count = 0;
            for (AcquiredBatch batch : acquired) {
                assertThat(batch.deliveries()).as(seed).isBetween(1, limits.deliveries());
                for (long offset = batch.first(); offset <= batch.last(); offset++) {
                    assertThat(visible).as(seed).contains(offset);
                    assertThat(held).as(seed).doesNotContainKey(offset);
                    assertThat(beingWritten).as(seed).doesNotContain(offset);
                    assertThat(done).as(seed).doesNotContain(offset);
                    held.put(offset, new Holder(member, nowMs + limits.lockMs()));
                    deliveries.put(offset, batch.deliveries());
                    count++;
                }
            }
            assertThat(count).as(seed).isLessThanOrEqualTo(strict ? max : max + 8);
            return acquired;
        }

        private void acknowledge(String member) {
            List<Acknowledgement> words = new ArrayList<>();
            Map<Long, AcknowledgeType> said = new HashMap<>();
            long offset = partition.startOffset();
            boolean mayHold = true;
            for (int i = random.nextInt(4); i >= 0 && offset < RECORDS; i--) {
                long first = offset + random.nextInt(6);
                long last = first + random.nextInt(5);
                AcknowledgeType type = WORDS.get(random.nextInt(WORDS.size()));
                words.add(new Acknowledgement(first, last, type));
                for (long each = first; each <= last; each++) {
                    Holder holder = held.get(each);
                    mayHold &= holder != null && holder.member().equals(member);
                    said.put(each, type);
                }
                offset = last + 1;
            }
            try {
                var write = partition.acknowledge(member, words, limits, nowMs);
                assertThat(mayHold || words.isEmpty()).as(seed).isTrue();
                said.forEach((each, type) -> {
                    if (type == AcknowledgeType.RENEW) {
                        held.put(each, new Holder(member, nowMs + limits.lockMs()));
                    } else {
                        held.remove(each);
                        beingWritten.add(each);
                    }
                });
                said.values().removeIf(type -> type == AcknowledgeType.RENEW);
                write.ifPresent(each -> writes.add(new Write(each, said, member)));
                assertThat(write.isPresent()).as(seed).isEqualTo(!said.isEmpty());
            } catch (ApiException e) {
                assertThat(e.error()).as(seed).isIn(Errors.INVALID_RECORD_STATE, Errors.INVALID_REQUEST);
                assertThat(mayHold).as(seed).isFalse();
            }
        }

        private void endWrite() {
            Write next = writes.poll();
            if (next == null) {
                return;
            }
            if (random.nextInt(5) == 0) {
                partition.notWritten(next.write().id());
                for (long offset : next.said().keySet()) {
                    beingWritten.remove(offset);
                    held.put(offset, new Holder(next.member(), nowMs));
                }
                passTime(0);
                return;
            }
            store(next.write().change());
            partition.written(next.write().id());
            next.said().forEach((offset, type) -> {
                beingWritten.remove(offset);
                if (type != AcknowledgeType.RELEASE || deliveries.getOrDefault(offset, 0) >= limits.deliveries()) {
                    done.add(offset);
                    acknowledgedDurably.add(offset);
                }
            });
        }

        private void store(ShareStateChange change) {
            store.coordinator().write(KEY, 0, leaderEpoch, change).join();
        }

        private void passTime(long ms) {
            nowMs += ms;
            boolean timedOut = partition.nextTimeoutMs().orElse(Long.MAX_VALUE) <= nowMs;
            var change = partition.expireLocks(limits, nowMs);
            assertThat(change.isPresent()).as(seed).isEqualTo(timedOut);
            change.ifPresent(this::storePerhaps);
            // A lock that was given back by a failed write may be older than the model thinks.
            takeBack(change.isPresent() ? change.get() : new ShareStateChange(0, 0, List.of()));
        }

        private void leave(String member) {
            partition.release(member, limits).ifPresent(change -> {
                takeBack(change);
                storePerhaps(change);
            });
            assertThat(held.values())
                    .as(seed)
                    .noneMatch(holder -> holder.member().equals(member));
        }

        private void takeBack(ShareStateChange change) {
            change.batches().forEach(batch -> {
                for (long offset = batch.firstOffset(); offset <= batch.lastOffset(); offset++) {
                    assertThat(held.remove(offset)).as(seed).isNotNull();
                    if (deliveries.getOrDefault(offset, 0) >= limits.deliveries()) {
                        done.add(offset);
                    }
                }
            });
        }

        /** Nobody waits for these writes, so they may come to nothing. */
        private void storePerhaps(ShareStateChange change) {
            if (random.nextInt(4) > 0) {
                store(change);
            }
        }

        /** Records given up without a word that was written may come again; the limit is counted anew from what is known. */
        private void crash() {
            if (random.nextInt(4) > 0) {
                return;
            }
            held.clear();
            beingWritten.clear();
            writes.clear();
            store.restart();
            ShareState state = store.coordinator().read(KEY, leaderEpoch).join();
            done.removeIf(offset -> offset >= state.startOffset()
                    && state.batches().stream()
                            .noneMatch(batch -> batch.state().isTerminal()
                                    && batch.firstOffset() <= offset
                                    && offset <= batch.lastOffset()));
            assertThat(done).as(seed).containsAll(acknowledgedDurably);
            partition = load();
        }

        void drain() {
            while (!writes.isEmpty()) {
                endWrite();
            }
            for (int round = 0; round < 100_000 && partition.startOffset() < RECORDS; round++) {
                passTime(limits.lockMs());
                for (AcquiredBatch batch : fetch("m0", false)) {
                    Map<Long, AcknowledgeType> said = new HashMap<>();
                    for (long offset = batch.first(); offset <= batch.last(); offset++) {
                        said.put(offset, AcknowledgeType.ACCEPT);
                        held.remove(offset);
                    }
                    StateWrite write = partition
                            .acknowledge(
                                    "m0",
                                    List.of(new Acknowledgement(batch.first(), batch.last(), AcknowledgeType.ACCEPT)),
                                    limits,
                                    nowMs)
                            .orElseThrow();
                    store(write.change());
                    partition.written(write.id());
                    done.addAll(said.keySet());
                }
                if (log.get(log.size() - 1).last() < partition.nextFetchOffset()) {
                    break;
                }
            }
            assertThat(done).as(seed).containsAll(visible);
            assertThat(partition.runs()).as(seed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void shouldDeliverEachRecordUntilItIsDone(long seed) {
        World world = new World(seed);

        for (int step = 0; step < STEPS; step++) {
            world.step();
        }

        world.drain();
    }
}
