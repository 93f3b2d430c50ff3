// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import static io.barnabas.coordinator.share.DeliveryState.ACKNOWLEDGED;
import static io.barnabas.coordinator.share.DeliveryState.ARCHIVED;
import static io.barnabas.coordinator.share.DeliveryState.AVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateBatchCombinerTest {

    private static StateBatch batch(long first, long last, DeliveryState state, int count) {
        return new StateBatch(first, last, state, count);
    }

    @Test
    void shouldLetMoreDeliveriesWin() {
        List<StateBatch> known = List.of(batch(0, 9, AVAILABLE, 1));

        List<StateBatch> combined =
                StateBatchCombiner.combine(known, List.of(batch(3, 5, AVAILABLE, 2), batch(8, 12, ACKNOWLEDGED, 1)), 0);

        assertThat(combined)
                .containsExactly(
                        batch(0, 2, AVAILABLE, 1),
                        batch(3, 5, AVAILABLE, 2),
                        batch(6, 7, AVAILABLE, 1),
                        batch(8, 12, ACKNOWLEDGED, 1));
    }

    @Test
    void shouldKeepWhatIsFurther() {
        List<StateBatch> known = List.of(batch(0, 9, ACKNOWLEDGED, 2));

        List<StateBatch> combined = StateBatchCombiner.combine(known, List.of(batch(4, 5, AVAILABLE, 2)), -1);

        assertThat(combined).isEqualTo(known);
    }

    @Test
    void shouldForgetWhatIsBelowTheStart() {
        List<StateBatch> known = List.of(batch(0, 9, ARCHIVED, 5), batch(10, 19, AVAILABLE, 1));

        List<StateBatch> combined = StateBatchCombiner.combine(known, List.of(), 15);

        assertThat(combined).containsExactly(batch(15, 19, AVAILABLE, 1));
    }

    @Test
    void shouldJoinNeighboursThatSayTheSame() {
        List<StateBatch> combined = StateBatchCombiner.combine(
                List.of(batch(0, 4, ACKNOWLEDGED, 1)), List.of(batch(5, 9, ACKNOWLEDGED, 1)), 0);

        assertThat(combined).containsExactly(batch(0, 9, ACKNOWLEDGED, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldSayOfEachRecordTheLatest(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<StateBatch> known = StateBatchCombiner.combine(List.of(), randomBatches(random), -1);
            List<StateBatch> news = randomBatches(random);
            long start = random.nextInt(20) - 1L;

            List<StateBatch> combined = StateBatchCombiner.combine(known, news, start);

            SortedMap<Long, StateBatch> expected = new TreeMap<>();
            known.forEach(batch -> lay(expected, batch));
            news.forEach(batch -> lay(expected, batch));
            SortedMap<Long, StateBatch> actual = new TreeMap<>();
            combined.forEach(batch -> {
                for (long offset = batch.firstOffset(); offset <= batch.lastOffset(); offset++) {
                    assertThat(actual.put(offset, batch.part(offset, offset))).isNull();
                }
            });
            assertThat(actual).as("seed %s, round %s", seed, round).isEqualTo(expected.tailMap(start));
        }
    }

    private static void lay(SortedMap<Long, StateBatch> byOffset, StateBatch batch) {
        for (long offset = batch.firstOffset(); offset <= batch.lastOffset(); offset++) {
            StateBatch one = batch.part(offset, offset);
            byOffset.merge(offset, one, (old, fresh) -> old.isOutdatedBy(fresh) ? fresh : old);
        }
    }

    private static List<StateBatch> randomBatches(Random random) {
        List<StateBatch> batches = new ArrayList<>();
        DeliveryState[] written = {AVAILABLE, ACKNOWLEDGED, ARCHIVED};
        for (int i = random.nextInt(6); i > 0; i--) {
            long first = random.nextInt(25);
            batches.add(batch(first, first + random.nextInt(8), written[random.nextInt(3)], 1 + random.nextInt(4)));
        }
        return batches;
    }
}
