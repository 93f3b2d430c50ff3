// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.wire.message.FetchResponse.AbortedTransaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommittedRecordsTest {
    private static final long ABORTS = 7;
    private static final long COMMITS = 8;

    @Test
    void shouldHideAbortedTransactionsUpToTheirMarker() {
        var committed = new CommittedRecords(List.of(aborted(ABORTS, 0), aborted(ABORTS, 5)));

        assertThat(committed.isVisible(records(ABORTS, 0))).isFalse();
        assertThat(committed.isVisible(records(COMMITS, 1))).isTrue();
        assertThat(committed.isVisible(plain(2))).isTrue();
        assertThat(committed.isVisible(marker(ABORTS, 3, false))).isFalse();
        assertThat(committed.isVisible(records(ABORTS, 4))).isTrue();
        assertThat(committed.isVisible(records(ABORTS, 5))).isFalse();
        assertThat(committed.isVisible(marker(COMMITS, 6, true))).isFalse();
        assertThat(committed.isVisible(records(COMMITS, 7))).isTrue();
    }

    @Test
    void shouldShowAllWhereNothingWasAborted() {
        assertThat(new CommittedRecords(null).isVisible(records(COMMITS, 0))).isTrue();
    }

    private static AbortedTransaction aborted(long producerId, long firstOffset) {
        return new AbortedTransaction().setProducerId(producerId).setFirstOffset(firstOffset);
    }

    private static RecordBatch records(long producerId, long offset) {
        return batch(new RecordBatchBuilder()
                .producer(producerId, (short) 0, 0)
                .transactional()
                .baseOffset(offset)
                .append(0, null, "v".getBytes(StandardCharsets.UTF_8))
                .build());
    }

    private static RecordBatch plain(long offset) {
        return batch(new RecordBatchBuilder()
                .baseOffset(offset)
                .append(0, (ByteBuffer) null, null)
                .build());
    }

    private static RecordBatch marker(long producerId, long offset, boolean committed) {
        RecordBatch batch = batch(new EndTransactionMarker(committed, 0).toBatch(0, producerId, (short) 0));
        batch.setBaseOffset(offset);
        return batch;
    }

    private static RecordBatch batch(ByteBuffer bytes) {
        return RecordBatch.at(bytes, bytes.position());
    }
}
