// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.barnabas.log.record.AppendError;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.InvalidBatchException;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchBuilder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProducerStateTableTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long DAY_MS = 86_400_000;

    private final ProducerStateTable table = new ProducerStateTable("orders-0", DAY_MS);
    private long nextOffset = 100;

    @Test
    void shouldAcceptAnUnknownProducerAtAnySequence() {
        assertThat(append(batch(7, 3, 41, 2))).isNull();
        assertThat(append(batch(7, 3, 43, 1))).isNull();
    }

    @Test
    void shouldRecogniseTheLastFiveBatches() {
        for (int i = 0; i < 6; i++) {
            append(batch(7, 0, 2 * i, 2));
        }

        assertThat(check(batch(7, 0, 10, 2))).isEqualTo(new ProducerBatch(11, 111, 1, NOW));
        assertThat(check(batch(7, 0, 2, 2))).isEqualTo(new ProducerBatch(3, 103, 1, NOW));
        assertRefused(batch(7, 0, 0, 2), AppendError.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertRefused(batch(7, 0, 10, 1), AppendError.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void shouldRefuseGapsAndOldEpochs() {
        append(batch(7, 1, 0, 3));

        assertRefused(batch(7, 1, 4, 1), AppendError.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertRefused(batch(7, 0, 3, 1), AppendError.INVALID_PRODUCER_EPOCH);
        assertRefused(batch(7, 2, 3, 1), AppendError.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(append(batch(7, 2, 0, 1))).isNull();
    }

    @Test
    void shouldWrapSequences() {
        append(batch(7, 0, Integer.MAX_VALUE - 1, 4));

        assertThat(check(batch(7, 0, Integer.MAX_VALUE - 1, 4))).isEqualTo(new ProducerBatch(1, 103, 3, NOW));
        assertThat(append(batch(7, 0, 2, 1))).isNull();
    }

    @Test
    void shouldChangeNothingByChecking() {
        check(batch(7, 0, 0, 1));

        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void shouldHoldTheLastStableOffsetAtTheFirstOpenTransaction() {
        append(transactional(7, 0));
        append(batch(8, 0, 0, 5));
        append(transactional(9, 0));

        assertThat(table.lastStableOffset(nextOffset)).isEqualTo(100);
        CompletedTransaction aborted = applyMarker(7, false);
        assertThat(aborted).isEqualTo(new CompletedTransaction(7, 100, 107, true, 106));
        assertThat(table.lastStableOffset(107)).isEqualTo(100);
        assertThat(table.lastStableOffset(nextOffset)).isEqualTo(106);
        CompletedTransaction committed = applyMarker(9, true);
        assertThat(committed).isEqualTo(new CompletedTransaction(9, 106, 108, false, 109));
        assertThat(table.lastStableOffset(nextOffset)).isEqualTo(109);
    }

    @Test
    void shouldTellNothingOfAMarkerWithoutTransaction() {
        assertThat(applyMarker(7, true)).isNull();
    }

    @Test
    void shouldForgetIdleProducersButNotOpenTransactions() {
        append(batch(7, 0, 0, 1));
        append(transactional(8, 0));

        assertThat(table.removeExpired(NOW + DAY_MS - 1)).isZero();
        assertThat(table.removeExpired(NOW + DAY_MS)).isEqualTo(1);
        assertThat(table.entries()).extracting(ProducerStateEntry::producerId).containsExactly(8L);
    }

    @Test
    void shouldGoOnFromASnapshot() {
        append(batch(7, 0, 0, 3));
        append(transactional(8, 0));
        ProducerStateTable loaded = new ProducerStateTable("orders-0", DAY_MS);

        loaded.load(table.entries(), NOW);

        assertThat(loaded.entries()).containsExactlyInAnyOrderElementsOf(table.entries());
        assertThat(loaded.check(RecordBatch.at(batch(7, 0, 0, 3), 0), AppendOrigin.CLIENT))
                .isEqualTo(new ProducerBatch(2, 102, 2, NOW));
        assertThat(loaded.lastStableOffset(1000)).isEqualTo(103);
    }

    private static ByteBuffer batch(long producerId, int epoch, int sequence, int records) {
        RecordBatchBuilder builder = new RecordBatchBuilder().producer(producerId, (short) epoch, sequence);
        for (int i = 0; i < records; i++) {
            builder.append(NOW, null, new byte[1]);
        }
        return builder.build();
    }

    private static ByteBuffer transactional(long producerId, int sequence) {
        return new RecordBatchBuilder()
                .producer(producerId, (short) 0, sequence)
                .transactional()
                .append(NOW, null, new byte[1])
                .build();
    }

    private @Nullable ProducerBatch check(ByteBuffer bytes) {
        return table.check(RecordBatch.at(bytes, 0), AppendOrigin.CLIENT);
    }

    private @Nullable ProducerBatch append(ByteBuffer bytes) {
        RecordBatch batch = RecordBatch.at(bytes, 0);
        ProducerBatch duplicate = table.check(batch, AppendOrigin.CLIENT);
        if (duplicate == null) {
            batch.setBaseOffset(nextOffset);
            nextOffset = batch.nextOffset();
            table.apply(batch);
        }
        return duplicate;
    }

    private @Nullable CompletedTransaction applyMarker(long producerId, boolean committed) {
        RecordBatch marker =
                RecordBatch.at(new EndTransactionMarker(committed, 3).toBatch(NOW, producerId, (short) 0), 0);
        assertThat(table.check(marker, AppendOrigin.COORDINATOR)).isNull();
        marker.setBaseOffset(nextOffset);
        nextOffset++;
        return table.apply(marker);
    }

    private void assertRefused(ByteBuffer batch, AppendError error) {
        InvalidBatchException refusal = catchThrowableOfType(InvalidBatchException.class, () -> check(batch));
        assertThat(refusal.error()).isEqualTo(error);
    }
}
