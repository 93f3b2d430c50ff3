// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our batches are read by Kafka's classes, Kafka's by ours, and where nothing is left to a codec the bytes are the same. */
class RecordBatchAgainstKafkaTest {
    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldReadWhatKafkaWrites(Compression compression) {
        for (long seed = 0; seed < 40; seed++) {
            RandomRecords random = new RandomRecords(seed);
            List<SimpleRecord> records = random.records(1 + random.random().nextInt(200));
            ByteBuffer written = RandomRecords.kafkaBatch(compression, records);
            ByteBuffer direct = ByteBuffer.allocateDirect(written.remaining() + 7);
            direct.position(7).put(written.duplicate());

            RecordBatch heapBatch = RecordBatch.at(written, 0);
            RecordBatch directBatch = RecordBatch.at(direct, 7);

            assertSame(heapBatch, kafka(written), records);
            assertSame(directBatch, kafka(written), records);
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldWriteWhatKafkaReads(Compression compression) {
        for (long seed = 0; seed < 40; seed++) {
            RandomRecords random = new RandomRecords(seed);
            List<SimpleRecord> records = random.records(1 + random.random().nextInt(200));

            ByteBuffer written = RandomRecords.append(
                            new RecordBatchBuilder()
                                    .compression(compression)
                                    .baseOffset(12345)
                                    .leaderEpoch(3)
                                    .producer(77, (short) 4, Integer.MAX_VALUE - 2)
                                    .transactional(),
                            records)
                    .build();

            DefaultRecordBatch batch = kafka(written);
            assertThat(batch.isValid()).isTrue();
            assertThat(batch.isTransactional()).isTrue();
            assertThat(batch.partitionLeaderEpoch()).isEqualTo(3);
            assertSame(RecordBatch.at(written, 0), batch, records);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"NONE", "GZIP", "LZ4"})
    void shouldWriteTheSameBytesAsKafka(Compression compression) {
        for (long seed = 0; seed < 40; seed++) {
            RandomRecords random = new RandomRecords(seed);
            List<SimpleRecord> records = random.records(1 + random.random().nextInt(200));

            ByteBuffer ours = RandomRecords.append(new RecordBatchBuilder().compression(compression), records)
                    .build();

            assertThat(RandomRecords.bytes(ours))
                    .isEqualTo(RandomRecords.bytes(RandomRecords.kafkaBatch(compression, records)));
        }
    }

    @Test
    void shouldWriteTransactionMarkersAsKafkaDoes() {
        for (boolean committed : new boolean[] {true, false}) {
            EndTransactionMarker marker = new EndTransactionMarker(committed, 9);
            ByteBuffer ours = marker.toBatch(1234, 55, (short) 6);

            ByteBuffer theirs = MemoryRecords.withEndTransactionMarker(
                            0,
                            1234,
                            RecordBatch.NO_LEADER_EPOCH,
                            55,
                            (short) 6,
                            new org.apache.kafka.common.record.internal.EndTransactionMarker(
                                    committed ? ControlRecordType.COMMIT : ControlRecordType.ABORT, 9))
                    .buffer();

            assertThat(RandomRecords.bytes(ours)).isEqualTo(RandomRecords.bytes(theirs));
            assertThat(EndTransactionMarker.of(RecordBatch.at(theirs, 0))).isEqualTo(marker);
        }
    }

    @Test
    void shouldPatchHeadersAsKafkaDoes() {
        List<SimpleRecord> records = new RandomRecords(5).records(20);
        ByteBuffer ours = RandomRecords.kafkaBatch(Compression.ZSTD, records);
        ByteBuffer theirs = RandomRecords.kafkaBatch(Compression.ZSTD, records);
        RecordBatch batch = RecordBatch.at(ours, 0);

        batch.setBaseOffset(1L << 40);
        batch.setPartitionLeaderEpoch(17);
        batch.setMaxTimestamp(TimestampType.LOG_APPEND_TIME, 99);

        MutableRecordBatch kafkaBatch = kafka(theirs);
        kafkaBatch.setLastOffset((1L << 40) + 19);
        kafkaBatch.setPartitionLeaderEpoch(17);
        kafkaBatch.setMaxTimestamp(org.apache.kafka.common.record.TimestampType.LOG_APPEND_TIME, 99);
        assertThat(RandomRecords.bytes(ours)).isEqualTo(RandomRecords.bytes(theirs));
        assertThat(batch.isValid()).isTrue();
    }

    private static DefaultRecordBatch kafka(ByteBuffer bytes) {
        return (DefaultRecordBatch) MemoryRecords.readableRecords(bytes.duplicate())
                .batches()
                .iterator()
                .next();
    }

    private static void assertSame(RecordBatch ours, DefaultRecordBatch theirs, List<SimpleRecord> records) {
        assertThat(ours.isValid()).isTrue();
        assertThat(ours.baseOffset()).isEqualTo(theirs.baseOffset());
        assertThat(ours.lastOffset()).isEqualTo(theirs.lastOffset());
        assertThat(ours.nextOffset()).isEqualTo(theirs.nextOffset());
        assertThat(ours.sizeInBytes()).isEqualTo(theirs.sizeInBytes());
        assertThat(ours.crc()).isEqualTo(theirs.checksum());
        assertThat(ours.maxTimestamp()).isEqualTo(theirs.maxTimestamp());
        assertThat(ours.producerId()).isEqualTo(theirs.producerId());
        assertThat(ours.producerEpoch()).isEqualTo(theirs.producerEpoch());
        assertThat(ours.baseSequence()).isEqualTo(theirs.baseSequence());
        assertThat(ours.lastSequence()).isEqualTo(theirs.lastSequence());
        assertThat(ours.count()).isEqualTo(theirs.countOrNull());
        assertThat(ours.compression().id()).isEqualTo(theirs.compressionType().id);
        List<Record> read = new ArrayList<>();
        try (RecordIterator iterator = ours.records()) {
            iterator.forEachRemaining(read::add);
        }
        assertThat(read).hasSameSizeAs(records);
        Iterator<org.apache.kafka.common.record.internal.Record> expected = theirs.iterator();
        for (Record record : read) {
            org.apache.kafka.common.record.internal.Record kafkaRecord = expected.next();
            assertThat(record.offset()).isEqualTo(kafkaRecord.offset());
            assertThat(record.timestamp()).isEqualTo(kafkaRecord.timestamp());
            assertThat(record.sizeInBytes()).isEqualTo(kafkaRecord.sizeInBytes());
            assertThat(record.key()).isEqualTo(kafkaRecord.key());
            assertThat(record.value()).isEqualTo(kafkaRecord.value());
            assertThat(record.headers()).isEqualTo(headers(kafkaRecord.headers()));
        }
    }

    private static List<RecordHeader> headers(Header[] headers) {
        return Arrays.stream(headers)
                .map(header ->
                        new RecordHeader(header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value())))
                .toList();
    }
}
