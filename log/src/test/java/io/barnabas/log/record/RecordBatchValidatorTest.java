// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One case a rule; that the rules are Kafka's is what RecordBatchValidatorAgainstKafkaTest shows. */
class RecordBatchValidatorTest {
    private static final long NOW = RandomRecords.NOW;
    private static final long FIRST_OFFSET = 1000;
    private static final int EPOCH = 5;

    private final Rules rules = new Rules();

    @Test
    void shouldAssignOffsetsAndEpochInPlace() {
        ByteBuffer batch = builder(3).build();

        ValidatedBatches accepted = validate(batch);

        assertThat(accepted.firstOffset()).isEqualTo(1000);
        assertThat(accepted.lastOffset()).isEqualTo(1002);
        assertThat(accepted.maxTimestamp()).isEqualTo(NOW + 2);
        assertThat(accepted.offsetOfMaxTimestamp()).isEqualTo(1002);
        assertThat(accepted.logAppendTimeMs()).isEqualTo(-1);
        assertThat(accepted.rebuilt()).isFalse();
        RecordBatch inPlace = RecordBatch.at(batch, 0);
        assertThat(inPlace.isValid()).isTrue();
        assertThat(inPlace.baseOffset()).isEqualTo(1000);
        assertThat(inPlace.partitionLeaderEpoch()).isEqualTo(EPOCH);
    }

    @Test
    void shouldAcceptABatchInTheMiddleOfADirectBuffer() {
        ByteBuffer batch = builder(3).build();
        ByteBuffer frame = ByteBuffer.allocateDirect(batch.limit() + 20);
        frame.position(7).put(batch).flip().position(7);

        ValidatedBatches accepted = validate(frame);

        assertThat(accepted.bytes().remaining()).isEqualTo(batch.limit());
        assertThat(frame.getLong(7)).isEqualTo(1000);
    }

    @Test
    void shouldRefuseWhatIsNotExactlyOneBatch() {
        ByteBuffer batch = builder(1).build();
        ByteBuffer two = ByteBuffer.allocate(2 * batch.limit())
                .put(batch.duplicate())
                .put(batch.duplicate())
                .flip();

        assertRefused(ByteBuffer.allocate(0), AppendError.INVALID_RECORD);
        assertRefused(batch.duplicate().limit(batch.limit() - 1), AppendError.INVALID_RECORD);
        assertRefused(two, AppendError.INVALID_RECORD);
    }

    @Test
    void shouldRefuseBatchesAboveMaxMessageBytesAndAboveTheSegment() {
        ByteBuffer batch = builder(1).build();

        rules.maxMessageBytes = batch.limit() - 1;
        assertRefused(batch, AppendError.MESSAGE_TOO_LARGE);
        rules.maxMessageBytes = batch.limit();
        rules.segmentBytes = batch.limit() - 1;
        assertRefused(batch, AppendError.RECORD_LIST_TOO_LARGE);
        rules.segmentBytes = batch.limit();
        assertThat(validate(batch).lastOffset()).isEqualTo(1000);
    }

    @Test
    void shouldRefuseAWrongChecksum() {
        ByteBuffer batch = builder(1).build();
        batch.put(batch.limit() - 1, (byte) 9);

        assertRefused(batch, AppendError.CORRUPT_MESSAGE);
    }

    @Test
    void shouldRefuseOldAndUnknownMagic() {
        ByteBuffer batch = builder(1).build();

        batch.put(RecordBatch.MAGIC_AT, (byte) 1);
        assertRefused(batch, AppendError.UNSUPPORTED_FOR_MESSAGE_FORMAT);
        batch.put(RecordBatch.MAGIC_AT, (byte) 5);
        assertRefused(batch, AppendError.CORRUPT_MESSAGE);
    }

    @Test
    void shouldRefuseAnUnknownCodec() {
        ByteBuffer batch = changed(buffer -> buffer.putShort(RecordBatch.ATTRIBUTES_AT, (short) 5));

        assertRefused(batch, AppendError.UNSUPPORTED_COMPRESSION_TYPE);
    }

    @Test
    void shouldRefuseOffsetsThatDoNotCountTheRecords() {
        assertRefused(changed(buffer -> buffer.putLong(0, 1)), AppendError.INVALID_RECORD);
        assertRefused(changed(buffer -> buffer.putInt(RecordBatch.COUNT_AT, 2)), AppendError.INVALID_RECORD);
        assertRefused(changed(buffer -> buffer.putInt(RecordBatch.COUNT_AT, -1)), AppendError.INVALID_RECORD);
        assertRefused(
                changed(buffer -> buffer.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, 3)), AppendError.INVALID_RECORD);
        assertRefused(
                changed(buffer -> buffer.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, Integer.MAX_VALUE)
                        .putInt(RecordBatch.COUNT_AT, Integer.MIN_VALUE)),
                AppendError.INVALID_RECORD);
        assertRefused(
                changed(buffer ->
                        buffer.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, 3).putInt(RecordBatch.COUNT_AT, 4)),
                AppendError.INVALID_RECORD);
        ByteBuffer gap = new RecordBatchBuilder()
                .appendAt(0, NOW, null, ByteBuffer.allocate(1), List.of())
                .appendAt(2, NOW, null, ByteBuffer.allocate(1), List.of())
                .build();
        gap.putInt(RecordBatch.COUNT_AT, 3);
        RandomRecords.repairCrc(gap);
        assertRefused(gap, AppendError.INVALID_RECORD);
        gap.putInt(RecordBatch.COUNT_AT, 2).putInt(RecordBatch.LAST_OFFSET_DELTA_AT, 1);
        RandomRecords.repairCrc(gap);
        assertThat(refusal(gap).recordErrors())
                .containsExactly(new RecordError(1, "Offset delta should be 1, but it is 2"));
    }

    @Test
    void shouldRefuseControlBatchesAndLooseTransactions() {
        assertRefused(builder(1).control().build(), AppendError.INVALID_RECORD);
        assertRefused(builder(1).transactional().build(), AppendError.INVALID_RECORD);
        assertRefused(builder(1).producer(7, (short) 0, -1).build(), AppendError.INVALID_RECORD);
        assertThat(validate(builder(1).producer(7, (short) 0, 0).transactional().build())
                        .lastOffset())
                .isEqualTo(1000);
    }

    @Test
    void shouldNameRecordsWithoutKeyOnACompactedTopic() {
        rules.compacted = true;
        ByteBuffer batch = new RecordBatchBuilder()
                .append(NOW, RandomRecords.utf8("key"), null)
                .append(NOW, null, RandomRecords.utf8("value"))
                .build();

        InvalidBatchException refusal = refusal(batch);

        assertThat(refusal.error()).isEqualTo(AppendError.INVALID_RECORD);
        assertThat(refusal.recordErrors())
                .containsExactly(new RecordError(
                        1, "Compacted topic cannot accept message without key in topic partition orders-0"));
        assertThat(batch.getLong(0)).isZero();
    }

    @Test
    void shouldNameRecordsWhoseTimestampIsOutOfRange() {
        rules.beforeMaxMs = 100;
        rules.afterMaxMs = 10;
        ByteBuffer batch = new RecordBatchBuilder()
                .append(NOW - 100, null, RandomRecords.utf8("just"))
                .append(NOW - 101, null, RandomRecords.utf8("old"))
                .append(NOW + 10, null, RandomRecords.utf8("just"))
                .append(NOW + 11, null, RandomRecords.utf8("new"))
                .append(-1, null, RandomRecords.utf8("none"))
                .build();

        InvalidBatchException refusal = refusal(batch);

        assertThat(refusal.error()).isEqualTo(AppendError.INVALID_TIMESTAMP);
        assertThat(refusal.recordErrors()).extracting(RecordError::batchIndex).containsExactly(1, 3);
    }

    @Test
    void shouldPutAWrongMaxTimestampRight() {
        ByteBuffer batch = changed(buffer -> buffer.putLong(RecordBatch.MAX_TIMESTAMP_AT, NOW + 77));

        ValidatedBatches accepted = validate(batch);

        assertThat(accepted.maxTimestamp()).isEqualTo(NOW);
        assertThat(RecordBatch.at(batch, 0).maxTimestamp()).isEqualTo(NOW);
        assertThat(RecordBatch.at(batch, 0).isValid()).isTrue();
    }

    @Test
    void shouldStampLogAppendTime() {
        rules.timestampType = TimestampType.LOG_APPEND_TIME;
        ByteBuffer batch = builder(3).build();

        ValidatedBatches accepted = validate(batch);

        assertThat(accepted.logAppendTimeMs()).isEqualTo(NOW);
        assertThat(accepted.maxTimestamp()).isEqualTo(NOW);
        RecordBatch stamped = RecordBatch.at(batch, 0);
        assertThat(stamped.isValid()).isTrue();
        assertThat(stamped.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(read(stamped)).extracting(Record::timestamp).containsOnly(NOW);
    }

    @Test
    void shouldRefuseLogAppendTimeFromTheClient() {
        rules.timestampType = TimestampType.LOG_APPEND_TIME;

        assertRefused(builder(1).logAppendTime(NOW).build(), AppendError.INVALID_TIMESTAMP);
    }

    @Test
    void shouldCompressAnewWhereTheTopicWantsAnotherCodec() {
        for (Compression from : Compression.values()) {
            for (Compression to : Compression.values()) {
                rules.compression = to;
                ByteBuffer batch = new RecordBatchBuilder()
                        .compression(from)
                        .producer(7, (short) 2, 40)
                        .transactional()
                        .append(NOW, RandomRecords.utf8("k"), null)
                        .append(
                                NOW + 1,
                                null,
                                ByteBuffer.wrap(RandomRecords.utf8("v")),
                                List.of(new RecordHeader("h", ByteBuffer.wrap(RandomRecords.utf8("w")))))
                        .build();

                ValidatedBatches accepted = validate(batch);

                RecordBatch written = RecordBatch.at(accepted.bytes(), 0);
                assertThat(accepted.rebuilt()).isEqualTo(from != to);
                assertThat(written.isValid()).isTrue();
                assertThat(written.compression()).isEqualTo(to);
                assertThat(written.baseOffset()).isEqualTo(1000);
                assertThat(written.producerId()).isEqualTo(7);
                assertThat(written.lastSequence()).isEqualTo(41);
                assertThat(written.isTransactional()).isTrue();
                assertThat(read(written).get(1).headers())
                        .containsExactly(new RecordHeader("h", ByteBuffer.wrap(RandomRecords.utf8("w"))));
            }
        }
    }

    @Test
    void shouldRefuseWhatGrowsTooLarge() {
        ByteBuffer batch = new RecordBatchBuilder()
                .compression(Compression.ZSTD)
                .append(NOW, null, new byte[100_000])
                .append(NOW, null, new byte[100_000])
                .build();

        rules.maxMessageBytes = 150_000;
        rules.compression = Compression.NONE;
        assertRefused(batch, AppendError.MESSAGE_TOO_LARGE);
        rules.compression = null;
        rules.maxDecompressedBytes = 150_000;
        assertRefused(batch, AppendError.MESSAGE_TOO_LARGE);
        rules.maxDecompressedBytes = 201_000;
        assertThat(validate(batch).lastOffset()).isEqualTo(1001);
    }

    @Test
    void shouldGiveOffsetsToAllBatchesOfACoordinator() {
        ByteBuffer marker = new EndTransactionMarker(true, 1).toBatch(NOW, 7, (short) 0);
        ByteBuffer data = builder(3).build();
        ByteBuffer both = ByteBuffer.allocate(marker.limit() + data.limit())
                .put(data)
                .put(marker)
                .flip();

        ValidatedBatches accepted = validator().validate(both, FIRST_OFFSET, EPOCH, AppendOrigin.COORDINATOR, NOW);

        assertThat(accepted.lastOffset()).isEqualTo(1003);
        assertThat(accepted.offsetOfMaxTimestamp()).isEqualTo(1002);
        List<Long> offsets = new ArrayList<>();
        RecordBatches.of(both).forEach(batch -> offsets.add(batch.baseOffset()));
        assertThat(offsets).containsExactly(1000L, 1003L);
    }

    @Test
    void shouldKeepOffsetsOfReplicatedBatches() {
        ByteBuffer batch = builder(3).leaderEpoch(2).build();
        RecordBatch.at(batch, 0).setBaseOffset(1004);

        ValidatedBatches accepted = validator().validate(batch, FIRST_OFFSET, EPOCH, AppendOrigin.REPLICATION, NOW);

        assertThat(accepted.firstOffset()).isEqualTo(1004);
        assertThat(accepted.lastOffset()).isEqualTo(1006);
        assertThat(RecordBatch.at(batch, 0).partitionLeaderEpoch()).isEqualTo(2);
        InvalidBatchException refusal = catchThrowableOfType(
                InvalidBatchException.class,
                () -> validator().validate(batch, 1005, EPOCH, AppendOrigin.REPLICATION, NOW));
        assertThat(refusal.error()).isEqualTo(AppendError.CORRUPT_MESSAGE);
    }

    private static RecordBatchBuilder builder(int records) {
        RecordBatchBuilder builder = new RecordBatchBuilder();
        for (int i = 0; i < records; i++) {
            builder.append(NOW + i, RandomRecords.utf8("key " + i), RandomRecords.utf8("value " + i));
        }
        return builder;
    }

    private static ByteBuffer changed(java.util.function.Consumer<ByteBuffer> change) {
        ByteBuffer batch = builder(1).build();
        change.accept(batch);
        RandomRecords.repairCrc(batch);
        return batch;
    }

    private static List<Record> read(RecordBatch batch) {
        List<Record> read = new ArrayList<>();
        try (RecordIterator records = batch.records()) {
            records.forEachRemaining(read::add);
        }
        return read;
    }

    private RecordBatchValidator validator() {
        return new RecordBatchValidator("orders-0", rules.build());
    }

    private ValidatedBatches validate(ByteBuffer batch) {
        return validator().validate(batch, FIRST_OFFSET, EPOCH, AppendOrigin.CLIENT, NOW);
    }

    private InvalidBatchException refusal(ByteBuffer batch) {
        return catchThrowableOfType(InvalidBatchException.class, () -> validate(batch));
    }

    private void assertRefused(ByteBuffer batch, AppendError error) {
        assertThat(refusal(batch).error()).isEqualTo(error);
    }

    /** The defaults, one of them changed. */
    private static final class Rules {
        private int maxMessageBytes = ValidationRules.DEFAULTS.maxMessageBytes();
        private int segmentBytes = ValidationRules.DEFAULTS.segmentBytes();
        private boolean compacted;
        private TimestampType timestampType = TimestampType.CREATE_TIME;
        private long beforeMaxMs = Long.MAX_VALUE;
        private long afterMaxMs = 3_600_000;
        private @Nullable Compression compression;
        private long maxDecompressedBytes = Compression.DEFAULT_MAX_DECOMPRESSED_BYTES;

        ValidationRules build() {
            int level = compression == null ? 0 : compression.defaultLevel();
            return new ValidationRules(
                    maxMessageBytes,
                    segmentBytes,
                    compacted,
                    timestampType,
                    beforeMaxMs,
                    afterMaxMs,
                    compression,
                    level,
                    maxDecompressedBytes);
        }
    }
}
