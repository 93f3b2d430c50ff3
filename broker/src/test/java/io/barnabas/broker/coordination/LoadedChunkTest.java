// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.GroupRecordSerde;
import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.coordinator.runtime.CoordinatorLoader.EndTransaction;
import io.barnabas.coordinator.runtime.CoordinatorLoader.Item;
import io.barnabas.coordinator.runtime.CoordinatorLoader.LoadedRecord;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.coordinator.runtime.TypedRecordSerde;
import io.barnabas.log.record.Compression;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoadedChunkTest {

    private static final long PRODUCER_ID = 77;

    private final RecordSerde serde = GroupRecordSerde.create();
    private final List<Item> handedOn = new ArrayList<>();
    private final LoadedChunk chunk = new LoadedChunk(serde, items -> {
        handedOn.addAll(items);
        return CompletableFuture.completedFuture(null);
    });

    @Test
    void shouldHandOnOnlyTheLastOfManyCommits() {
        var batch = new RecordBatchBuilder().compression(Compression.LZ4);
        for (long offset = 0; offset < 100; offset++) {
            append(batch, commit((int) (offset % 2), offset));
        }
        add(batch, 0);
        chunk.flush();

        assertThat(handedOn)
                .containsExactly(new LoadedRecord(98, -1, commit(0, 98)), new LoadedRecord(99, -1, commit(1, 99)));
        assertThat(chunk.read()).isEqualTo(100);
    }

    @Test
    void shouldHandOnAllWhereRecordsAddToThoseBeforeThem() {
        var additive = new LoadedChunk(
                new TypedRecordSerde(type -> new TypedRecordSerde.Empty(new OffsetCommitKey(), new OffsetCommitValue()))
                        .whereEveryRecordCounts(),
                items -> {
                    handedOn.addAll(items);
                    return CompletableFuture.completedFuture(null);
                });
        var batch = append(append(new RecordBatchBuilder(), commit(0, 1)), commit(0, 2));
        additive.add(built(batch, 0));
        additive.flush();

        assertThat(handedOn)
                .containsExactly(new LoadedRecord(0, -1, commit(0, 1)), new LoadedRecord(1, -1, commit(0, 2)));
    }

    @Test
    void shouldKeepTransactionsInTheirPlace() {
        add(append(new RecordBatchBuilder(), commit(0, 1)), 0);
        add(append(new RecordBatchBuilder().producer(PRODUCER_ID, (short) 0, 0).transactional(), commit(0, 2)), 1);
        add(append(new RecordBatchBuilder(), commit(0, 3)), 2);
        ByteBuffer marker = new EndTransactionMarker(true, 0).toBatch(0, PRODUCER_ID, (short) 0);
        chunk.add(RecordBatch.at(marker, 0));
        chunk.flush();

        assertThat(handedOn)
                .containsExactly(
                        new LoadedRecord(0, -1, commit(0, 1)),
                        new LoadedRecord(1, PRODUCER_ID, commit(0, 2)),
                        new LoadedRecord(2, -1, commit(0, 3)),
                        new EndTransaction(PRODUCER_ID, true));
    }

    @Test
    void shouldLeaveOutWhatItDoesNotKnow() {
        var batch = new RecordBatchBuilder().append(0, new byte[] {0, 99}, new byte[] {0, 0});
        append(batch, commit(0, 5));
        add(batch, 0);
        chunk.flush();

        assertThat(handedOn).containsExactly(new LoadedRecord(1, -1, commit(0, 5)));
    }

    private static CoordinatorRecord commit(int partition, long offset) {
        return CoordinatorRecord.of(
                new OffsetCommitKey().setGroup("g").setTopic("t").setPartition(partition),
                4,
                new OffsetCommitValue().setOffset(offset));
    }

    private RecordBatchBuilder append(RecordBatchBuilder batch, CoordinatorRecord record) {
        return batch.append(0, serde.keyBytes(record), serde.valueBytes(record));
    }

    private void add(RecordBatchBuilder batch, long baseOffset) {
        chunk.add(built(batch, baseOffset));
    }

    private static RecordBatch built(RecordBatchBuilder batch, long baseOffset) {
        RecordBatch built = RecordBatch.at(batch.build(), 0);
        built.setBaseOffset(baseOffset);
        return built;
    }
}
