// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.FixedTime;
import io.barnabas.log.record.InvalidBatchException;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatchBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.storage.internals.log.BatchMetadata;
import org.apache.kafka.storage.internals.log.CompletedTxn;
import org.apache.kafka.storage.internals.log.ProducerAppendInfo;
import org.apache.kafka.storage.internals.log.ProducerStateEntry;
import org.apache.kafka.storage.internals.log.ProducerStateManager;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random producers, sound and confused, write to Kafka's producer state and to ours: the same verdicts, offsets and files throughout. */
class ProducerStateAgainstKafkaTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final int EXPIRATION_MS = 1000;

    @TempDir
    private Path directory = Path.of("");

    private final ProducerStateTable ours = new ProducerStateTable("orders-0", EXPIRATION_MS);
    private final Map<String, Integer> outcomes = new HashMap<>();
    private long endOffset;
    private long nowMs = 1_700_000_000_000L;
    private long highWatermark;
    private short transactionVersion = 1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldJudgeAndRememberAsKafkaDoes(long seed) throws IOException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ProducerStateManager theirs = new ProducerStateManager(
                PARTITION,
                directory.toFile(),
                300_000,
                new ProducerStateManagerConfig(EXPIRATION_MS, false),
                new FixedTime(nowMs));
        List<ByteBuffer> sent = new ArrayList<>();
        for (int round = 0; round < 4000; round++) {
            ByteBuffer batch = random.nextInt(6) == 0 && !sent.isEmpty()
                    ? sent.get(sent.size() - 1 - random.nextInt(Math.min(sent.size(), 8)))
                    : batch(random);
            sent.add(batch);
            append(theirs, batch.duplicate(), random.nextInt(10) == 0 ? AppendOrigin.COORDINATOR : null);
            if (random.nextInt(3) == 0) {
                highWatermark += random.nextInt((int) (endOffset - highWatermark) + 1);
                theirs.onHighWatermarkUpdated(highWatermark);
            }
            nowMs += random.nextInt(20);
            transactionVersion = (short) random.nextInt(3);
            if (random.nextInt(50) == 0) {
                nowMs += random.nextInt(2 * EXPIRATION_MS);
                theirs.removeExpiredProducers(nowMs);
                ours.removeExpired(nowMs);
            }
            if (random.nextInt(300) == 0) {
                compareSnapshots(theirs, round);
            }
            compare(theirs, "round " + round);
        }
        System.out.println("outcomes " + outcomes);
        assertThat(outcomes.keySet())
                .contains(
                        "appended",
                        "duplicate",
                        "OUT_OF_ORDER_SEQUENCE_NUMBER",
                        "INVALID_PRODUCER_EPOCH",
                        "INVALID_TXN_STATE",
                        "TRANSACTION_COORDINATOR_FENCED");
    }

    private void append(ProducerStateManager theirs, ByteBuffer bytes, @Nullable AppendOrigin other) {
        RecordBatch batch = RecordBatch.at(bytes, 0);
        AppendOrigin origin =
                batch.isControl() ? AppendOrigin.COORDINATOR : other == null ? AppendOrigin.CLIENT : other;
        batch.setBaseOffset(endOffset);
        String expected = "appended";
        ProducerBatch duplicate = null;
        try {
            duplicate = ours.check(batch, origin, transactionVersion);
        } catch (InvalidBatchException e) {
            expected = e.error().name();
        }
        if (duplicate != null) {
            expected = "duplicate";
        }
        outcomes.merge(expected, 1, Integer::sum);
        CompletedTransaction completed = expected.equals("appended") ? ours.apply(batch) : null;

        org.apache.kafka.common.record.internal.RecordBatch kafkaBatch =
                MemoryRecords.readableRecords(bytes).batches().iterator().next();
        Optional<BatchMetadata> theirDuplicate = origin == AppendOrigin.CLIENT
                ? theirs.lastEntry(batch.producerId()).flatMap(entry -> find(entry, batch))
                : Optional.empty();
        if (theirDuplicate.isPresent()) {
            assertThat(expected).isEqualTo("duplicate");
            assertThat(duplicate)
                    .isEqualTo(new ProducerBatch(
                            theirDuplicate.get().lastSeq(),
                            theirDuplicate.get().lastOffset(),
                            theirDuplicate.get().offsetDelta(),
                            theirDuplicate.get().timestamp()));
            return;
        }
        appendToKafka(theirs, kafkaBatch, origin, expected, completed);
        if (expected.equals("appended")) {
            endOffset = batch.nextOffset();
        }
    }

    private void appendToKafka(
            ProducerStateManager theirs,
            org.apache.kafka.common.record.internal.RecordBatch batch,
            AppendOrigin origin,
            String expected,
            @Nullable CompletedTransaction completed) {
        try {
            ProducerAppendInfo append = theirs.prepareUpdate(
                    batch.producerId(), org.apache.kafka.storage.internals.log.AppendOrigin.valueOf(origin.name()));
            Optional<CompletedTxn> theirCompleted = append.append(batch, Optional.empty(), transactionVersion);
            assertThat(expected).isEqualTo("appended");
            theirs.update(append);
            CompletedTransaction same = theirCompleted
                    .map(txn -> new CompletedTransaction(
                            txn.producerId(),
                            txn.firstOffset(),
                            txn.lastOffset(),
                            txn.isAborted(),
                            theirs.lastStableOffset(txn)))
                    .orElse(null);
            theirCompleted.ifPresent(theirs::completeTxn);
            assertThat(completed).isEqualTo(same);
        } catch (ApiException e) {
            assertThat(expected)
                    .as(e.getMessage())
                    .isEqualTo(Errors.forException(e).name());
        }
    }

    private static Optional<BatchMetadata> find(ProducerStateEntry entry, RecordBatch batch) {
        return entry.producerEpoch() != batch.producerEpoch()
                ? Optional.empty()
                : entry.batchMetadata().stream()
                        .filter(known ->
                                known.firstSeq() == batch.baseSequence() && known.lastSeq() == batch.lastSequence())
                        .findFirst();
    }

    private void compare(ProducerStateManager theirs, String what) {
        assertThat(sorted(ours.entries()))
                .as(what)
                .isEqualTo(sorted(theirs.activeProducers().values().stream()
                        .map(ProducerStateAgainstKafkaTest::entry)
                        .toList()));
        long unstable =
                theirs.firstUnstableOffset().map(offset -> offset.messageOffset).orElse(highWatermark);
        assertThat(ours.lastStableOffset(highWatermark)).as(what).isEqualTo(Math.min(unstable, highWatermark));
    }

    private void compareSnapshots(ProducerStateManager theirs, int round) throws IOException {
        File theirFile = directory.resolve("theirs" + round).toFile();
        Path ourFile = directory.resolve("ours" + round);
        ProducerStateManager.writeSnapshot(theirFile, theirs.activeProducers(), true);
        ProducerSnapshot.write(ourFile, ours.entries(), true);

        assertThat(sorted(ProducerSnapshot.read(theirFile.toPath()))).isEqualTo(sorted(ours.entries()));
        assertThat(sorted(ProducerStateManager.readSnapshot(ourFile.toFile()).stream()
                        .map(ProducerStateAgainstKafkaTest::entry)
                        .toList()))
                .isEqualTo(sorted(ours.entries()));
    }

    private static io.barnabas.log.producer.ProducerStateEntry entry(ProducerStateEntry entry) {
        BatchMetadata last =
                entry.batchMetadata().stream().reduce((first, second) -> second).orElse(null);
        OptionalLong txn = entry.currentTxnFirstOffset();
        return new io.barnabas.log.producer.ProducerStateEntry(
                entry.producerId(),
                entry.producerEpoch(),
                last == null ? -1 : last.lastSeq(),
                last == null ? -1 : last.lastOffset(),
                last == null ? 0 : last.offsetDelta(),
                entry.lastTimestamp(),
                entry.coordinatorEpoch(),
                txn.orElse(-1));
    }

    private static List<io.barnabas.log.producer.ProducerStateEntry> sorted(
            List<io.barnabas.log.producer.ProducerStateEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingLong(io.barnabas.log.producer.ProducerStateEntry::producerId))
                .toList();
    }

    /** Mostly what a sound client would send next, else nonsense. */
    private ByteBuffer batch(Random random) {
        long producerId = random.nextInt(4);
        io.barnabas.log.producer.ProducerStateEntry known = ours.entries().stream()
                .filter(entry -> entry.producerId() == producerId)
                .findFirst()
                .orElse(null);
        short epoch = known == null ? (short) random.nextInt(3) : known.producerEpoch();
        int sequence = known == null || known.lastSequence() < 0
                ? random.nextInt(3) == 0 ? Integer.MAX_VALUE - random.nextInt(4) : 0
                : RecordBatch.addToSequence(known.lastSequence(), 1);
        boolean inTransaction = known != null && known.currentTxnFirstOffset() >= 0;
        switch (random.nextInt(12)) {
            case 0 -> epoch = (short) Math.max(0, epoch + random.nextInt(3) - 1);
            case 1 -> sequence = Math.max(0, sequence + random.nextInt(5) - 2);
            case 2 -> {
                epoch++;
                sequence = 0;
            }
            case 3 -> inTransaction = random.nextBoolean();
            default -> {}
        }
        if ((inTransaction && random.nextInt(4) == 0) || random.nextInt(30) == 0) {
            return new EndTransactionMarker(random.nextBoolean(), random.nextInt(50) == 0 ? 1 : 2)
                    .toBatch(nowMs, producerId, epoch);
        }
        RecordBatchBuilder builder = new RecordBatchBuilder().producer(producerId, epoch, sequence);
        if (inTransaction || random.nextInt(8) == 0) {
            builder.transactional();
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            builder.append(nowMs, null, new byte[3]);
        }
        return builder.build();
    }
}
