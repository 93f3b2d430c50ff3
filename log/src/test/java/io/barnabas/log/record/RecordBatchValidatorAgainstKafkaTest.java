// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same batches, sound and damaged, go to Kafka's validator and to ours: the same error, or the same bytes to be written. */
class RecordBatchValidatorAgainstKafkaTest {
    private static final long FIRST_OFFSET = 5_000_000_000L;
    private static final int EPOCH = 7;

    private final Map<String, Integer> outcomes = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldJudgeAsKafkaDoes(long seed) {
        RandomRecords records = new RandomRecords(seed);
        for (int round = 0; round < 2500; round++) {
            Random random = records.random();
            ByteBuffer batch = batch(records);
            ValidationRules rules = rules(random);
            for (int faults = random.nextInt(3); faults > 0; faults--) {
                damage(batch, random);
            }
            RandomRecords.repairCrc(batch);
            compare(batch, rules, "round " + round);
        }
        System.out.println("outcomes " + outcomes);
        assertThat(outcomes.keySet())
                .contains("accepted", "rebuilt", "INVALID_RECORD", "INVALID_TIMESTAMP", "CORRUPT_MESSAGE");
    }

    @Test
    void shouldJudgeOneByOneFaultsAsKafkaDoes() {
        RandomRecords records = new RandomRecords(4);
        for (Compression compression : Compression.values()) {
            ByteBuffer good = RandomRecords.append(
                            new RecordBatchBuilder().compression(compression), records.records(5))
                    .build();
            for (int bit = 0; bit < Math.min(good.limit(), 250) * 8; bit++) {
                if (bit / 8 >= RecordBatch.CRC_AT && bit / 8 < RecordBatch.ATTRIBUTES_AT) {
                    continue;
                }
                ByteBuffer bad = ByteBuffer.wrap(RandomRecords.bytes(good));
                bad.put(bit / 8, (byte) (bad.get(bit / 8) ^ (1 << (bit % 8))));
                RandomRecords.repairCrc(bad);
                compare(bad, ValidationRules.DEFAULTS, compression + " bit " + bit);
            }
        }
    }

    private void compare(ByteBuffer batch, ValidationRules rules, String what) {
        ByteBuffer ours = ByteBuffer.wrap(RandomRecords.bytes(batch));
        ByteBuffer theirs = ByteBuffer.wrap(RandomRecords.bytes(batch));
        KafkaLogValidator.Outcome kafka =
                KafkaLogValidator.validate(theirs, rules, FIRST_OFFSET, EPOCH, RandomRecords.NOW);
        RecordBatchValidator validator = new RecordBatchValidator("t-0", rules);
        try {
            ValidatedBatches accepted =
                    validator.validate(ours, FIRST_OFFSET, EPOCH, AppendOrigin.CLIENT, RandomRecords.NOW);
            ByteBuffer expected = kafka.accepted();
            if (String.valueOf(kafka.cause()).contains("Invalid negative timestamp")) {
                return; // Kafka takes it as it is, but cannot compress it anew.
            }
            assertThat(kafka.cause()).as(what).isNull();
            assertThat(expected).as(what).isNotNull();
            if (expected != null) {
                assertSameBatch(accepted, expected, what);
            }
            outcomes.merge(accepted.rebuilt() ? "rebuilt" : "accepted", 1, Integer::sum);
        } catch (InvalidBatchException e) {
            outcomes.merge(e.error().name(), 1, Integer::sum);
            assertThat(RandomRecords.bytes(ours)).as(what).isEqualTo(RandomRecords.bytes(batch));
            assertSameRefusal(e, kafka, batch, what);
        }
    }

    private static void assertSameRefusal(
            InvalidBatchException ours, KafkaLogValidator.Outcome kafka, ByteBuffer batch, String what) {
        if ("UNKNOWN_SERVER_ERROR".equals(kafka.error())) {
            return; // Kafka fails without a plan: any refusal of ours is better.
        }
        if (ours.error() == AppendError.UNSUPPORTED_FOR_MESSAGE_FORMAT) {
            assertThat(kafka.error()).as(what).isIn("INVALID_RECORD", "CORRUPT_MESSAGE");
            return; // Ours is the code that says it.
        }
        String message = ours.getMessage() + ours.recordErrors();
        if (message.contains("needs a producer id") || message.contains("Offset delta should be")) {
            return; // Our own rules.
        }
        ByteBuffer accepted = kafka.accepted();
        if (ours.error() == AppendError.INVALID_RECORD && batch.get(RecordBatch.ATTRIBUTES_AT + 1) % 8 != 0) {
            // In compressed batches Kafka does not look at every length and stores what its consumers cannot read.
            assertThat(accepted == null || !KafkaLogValidator.isReadable(accepted))
                    .as(what + ": " + message)
                    .isTrue();
            return;
        }
        assertThat(ours.error().name()).as(what + ": " + message).isEqualTo(kafka.error());
        assertThat(ours.recordErrors()).as(what).hasSameSizeAs(kafka.recordErrors());
        for (int i = 0; i < ours.recordErrors().size(); i++) {
            RecordError error = ours.recordErrors().get(i);
            assertThat(error.batchIndex()).isEqualTo(kafka.recordErrors().get(i).batchIndex);
            if (!error.message().startsWith("Invalid timestamp type")) {
                assertThat(error.message()).isEqualTo(kafka.recordErrors().get(i).message);
            }
        }
    }

    private static void assertSameBatch(ValidatedBatches accepted, ByteBuffer expected, String what) {
        RecordBatch ours = RecordBatch.at(accepted.bytes(), accepted.bytes().position());
        RecordBatch theirs = RecordBatch.at(expected, expected.position());
        assertThat(ours.isValid()).isTrue();
        if (!accepted.rebuilt()
                && ours.baseOffset() == theirs.baseOffset()
                && ours.maxTimestamp() == theirs.maxTimestamp()) {
            assertThat(RandomRecords.bytes(accepted.bytes())).as(what).isEqualTo(RandomRecords.bytes(expected));
        }
        assertThat(ours.baseOffset()).isEqualTo(FIRST_OFFSET);
        assertThat(ours.partitionLeaderEpoch()).isEqualTo(EPOCH);
        assertThat(ours.producerId()).isEqualTo(theirs.producerId());
        assertThat(ours.baseSequence()).isEqualTo(theirs.baseSequence());
        assertThat(ours.lastSequence()).isEqualTo(theirs.lastSequence());
        assertThat(ours.isTransactional()).isEqualTo(theirs.isTransactional());
        assertThat(ours.compression()).as(what).isEqualTo(theirs.compression());
        assertThat(ours.timestampType()).as(what).isEqualTo(theirs.timestampType());
        assertThat(texts(ours)).as(what).isEqualTo(texts(theirs));
    }

    private static List<String> texts(RecordBatch batch) {
        List<String> texts = new ArrayList<>();
        try (RecordIterator records = batch.records()) {
            while (records.hasNext()) {
                Record record = records.next();
                texts.add(record.timestamp() + " " + record.key() + " " + record.value() + " " + record.headers());
            }
        }
        return texts;
    }

    private static ByteBuffer batch(RandomRecords records) {
        Random random = records.random();
        RecordBatchBuilder builder = new RecordBatchBuilder().compression(Compression.forId(random.nextInt(5)));
        if (random.nextBoolean()) {
            builder.producer(9, (short) 1, random.nextInt(100));
        }
        return RandomRecords.append(builder, records.records(1 + random.nextInt(8)))
                .build();
    }

    private static ValidationRules rules(Random random) {
        Compression target = random.nextInt(3) == 0 ? Compression.forId(random.nextInt(5)) : null;
        return new ValidationRules(
                Integer.MAX_VALUE,
                1 << 30,
                random.nextInt(4) == 0,
                random.nextInt(4) == 0 ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME,
                random.nextInt(3) == 0 ? 50_000 : Long.MAX_VALUE,
                random.nextInt(3) == 0 ? 100 : 3_600_000,
                target,
                target == null ? 0 : target.defaultLevel(),
                Compression.DEFAULT_MAX_DECOMPRESSED_BYTES);
    }

    private static void damage(ByteBuffer batch, Random random) {
        switch (random.nextInt(10)) {
            case 0 -> batch.putInt(RecordBatch.COUNT_AT, random.nextInt(9) - 1);
            case 1 -> batch.putInt(RecordBatch.LAST_OFFSET_DELTA_AT, random.nextInt(9) - 1);
            case 2 -> batch.putLong(RecordBatch.MAX_TIMESTAMP_AT, RandomRecords.NOW + random.nextInt(3) - 1);
            case 3 -> batch.put(RecordBatch.ATTRIBUTES_AT + 1, (byte) random.nextInt(128));
            case 4 -> batch.putInt(RecordBatch.BASE_SEQUENCE_AT, random.nextInt(4) - 2);
            case 5 -> batch.putLong(RecordBatch.BASE_TIMESTAMP_AT, random.nextBoolean() ? -1 : random.nextLong());
            case 6 -> batch.putLong(0, random.nextInt(2));
            case 7 -> batch.put(RecordBatch.MAGIC_AT, (byte) random.nextInt(4));
            default -> {
                int at = RecordBatch.HEADER_SIZE + random.nextInt(batch.limit() - RecordBatch.HEADER_SIZE);
                batch.put(at, (byte) random.nextInt());
            }
        }
    }
}
