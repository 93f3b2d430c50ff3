// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes, reading them ends in records or in a CorruptRecordException, and no flipped bit goes unseen. */
class RecordBatchDamageTest {
    private static final long BOUND = 1 << 20;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldDetectEveryFlippedBit(Compression compression) {
        ByteBuffer good = new RecordBatchBuilder()
                .compression(compression)
                .append(1, RandomRecords.utf8("key"), RandomRecords.utf8("a value, a value, a value"))
                .append(2, null, RandomRecords.utf8("another value"))
                .build();
        for (int bit = 0; bit < good.limit() * 8; bit++) {
            ByteBuffer bad = copy(good);
            int at = bit / 8;
            bad.put(at, (byte) (bad.get(at) ^ (1 << (bit % 8))));
            if (at < RecordBatch.LENGTH_AT || (at >= RecordBatch.LEADER_EPOCH_AT && at < RecordBatch.MAGIC_AT)) {
                // The broker's own fields: they may change without harm.
                assertThat(RecordBatch.at(bad, 0).isValid()).isTrue();
            } else {
                assertThat(isAccepted(bad)).as("bit %s", bit).isFalse();
            }
        }
    }

    private static boolean isAccepted(ByteBuffer bytes) {
        try {
            return RecordBatch.at(bytes, 0).isValid()
                    && RecordBatch.at(bytes, 0).sizeInBytes() == bytes.limit();
        } catch (CorruptRecordException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldThrowNothingButCorruptRecordForDamagedRecords(Compression compression) {
        for (long seed = 100; seed < 110; seed++) {
            RandomRecords records = new RandomRecords(seed);
            ByteBuffer good = RandomRecords.append(
                            new RecordBatchBuilder().compression(compression), records.records(30))
                    .build();
            for (int round = 0; round < 200; round++) {
                ByteBuffer bad = damage(good, records.random());
                readAll(bad);
            }
        }
    }

    @Test
    void shouldThrowNothingButCorruptRecordForNoise() {
        Random random = new RandomRecords(7).random();
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > RecordBatch.HEADER_SIZE) {
                // Let most of the noise pass for a batch.
                noise[RecordBatch.MAGIC_AT] = RecordBatch.MAGIC;
                ByteBuffer.wrap(noise).putInt(RecordBatch.LENGTH_AT, noise.length - RecordBatch.LOG_OVERHEAD);
                ByteBuffer.wrap(noise).putInt(RecordBatch.COUNT_AT, random.nextInt(5) - 1);
            }
            readAll(ByteBuffer.wrap(noise));
        }
    }

    @Test
    void shouldWalkOverWholeBatchesAndStopAtTheCutOne() {
        ByteBuffer one = new RecordBatchBuilder()
                .append(1, null, RandomRecords.utf8("one"))
                .build();
        ByteBuffer two = new RecordBatchBuilder()
                .append(1, null, RandomRecords.utf8("second"))
                .build();
        ByteBuffer both = ByteBuffer.allocate(one.limit() + two.limit())
                .put(one.duplicate())
                .put(two.duplicate());
        for (int cut = 0; cut <= both.capacity(); cut++) {
            both.position(0).limit(cut);

            List<RecordBatch> found = new ArrayList<>();
            RecordBatches.of(both).forEach(found::add);

            assertThat(found).hasSize(cut < one.limit() ? 0 : cut < both.capacity() ? 1 : 2);
            assertThat(both.position()).isZero();
        }
    }

    @Test
    void shouldRefuseOldMagic() {
        ByteBuffer batch = new RecordBatchBuilder()
                .append(1, null, RandomRecords.utf8("one"))
                .build();
        batch.put(RecordBatch.MAGIC_AT, (byte) 1);

        assertThatThrownBy(() -> RecordBatch.at(batch, 0)).isInstanceOf(UnsupportedMagicException.class);
        batch.put(RecordBatch.MAGIC_AT, (byte) 3);
        assertThatThrownBy(() -> RecordBatch.at(batch, 0))
                .isInstanceOf(CorruptRecordException.class)
                .isNotInstanceOf(UnsupportedMagicException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"NONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldRefuseABomb(Compression compression) {
        RecordBatchBuilder builder = new RecordBatchBuilder().compression(compression);
        for (int i = 0; i < 20; i++) {
            builder.append(1, null, new byte[100_000]);
        }
        RecordBatch batch = RecordBatch.at(builder.build(), 0);

        assertThatThrownBy(() -> read(batch, 1_999_999)).isInstanceOf(DecompressionLimitException.class);
        assertThat(read(batch, 2_001_000)).isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldReadNestedIteratorsOnOneThread(Compression compression) {
        RecordBatchBuilder builder = new RecordBatchBuilder().compression(compression);
        for (int i = 0; i < 50; i++) {
            builder.append(i, null, RandomRecords.utf8("value " + i));
        }
        RecordBatch batch = RecordBatch.at(builder.build(), 0);

        try (RecordIterator outer = batch.records()) {
            while (outer.hasNext()) {
                Record record = outer.next();
                assertThat(read(batch, BOUND)).isEqualTo(50);
                assertThat(record.value())
                        .isEqualTo(ByteBuffer.wrap(RandomRecords.utf8("value " + record.timestamp())));
            }
        }
    }

    private static int read(RecordBatch batch, long bound) {
        int count = 0;
        try (RecordIterator records = batch.records(bound)) {
            while (records.hasNext()) {
                records.next();
                count++;
            }
        }
        return count;
    }

    private static void readAll(ByteBuffer bytes) {
        readOnce(bytes);
        readOnce(ByteBuffer.allocateDirect(bytes.remaining())
                .put(bytes.duplicate())
                .flip());
    }

    private static void readOnce(ByteBuffer bytes) {
        try {
            for (RecordBatch batch : RecordBatches.of(bytes)) {
                assertThat(batch.toString()).isNotEmpty();
                try (RecordIterator records = batch.records(BOUND)) {
                    while (records.hasNext()) {
                        assertThat(records.next().headers()).isNotNull();
                    }
                }
            }
        } catch (CorruptRecordException e) {
            assertThat(e).hasMessageNotContaining("IndexOutOfBounds");
        }
        try {
            for (RecordBatch batch : RecordBatches.of(bytes)) {
                try (RecordScanner scanner = new RecordScanner(batch, BOUND)) {
                    while (scanner.next()) {
                        // Only whether it ends well matters.
                    }
                }
            }
        } catch (CorruptRecordException e) {
            assertThat(e).hasMessageNotContaining("IndexOutOfBounds");
        }
    }

    private static ByteBuffer damage(ByteBuffer good, Random random) {
        ByteBuffer bad = copy(good);
        int faults = 1 + random.nextInt(3);
        for (int i = 0; i < faults; i++) {
            int at = random.nextInt(bad.limit());
            bad.put(at, (byte) (random.nextBoolean() ? random.nextInt() : bad.get(at) ^ (1 << random.nextInt(8))));
        }
        if (random.nextInt(4) == 0) {
            bad.limit(RecordBatch.HEADER_SIZE + random.nextInt(bad.limit() - RecordBatch.HEADER_SIZE));
            bad.putInt(RecordBatch.LENGTH_AT, bad.limit() - RecordBatch.LOG_OVERHEAD);
        }
        return bad;
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.wrap(RandomRecords.bytes(bytes));
    }
}
