// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of all shapes from a seed, and batches of them with our builder or with Kafka's. */
final class RandomRecords {
    static final long NOW = 1_700_000_000_000L;

    private final Random random;

    RandomRecords(long seed) {
        System.out.println("seed " + seed);
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    List<SimpleRecord> records(int count) {
        List<SimpleRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new SimpleRecord(timestamp(), bytesOrNull(20), bytesOrNull(valueBound()), headers()));
        }
        return records;
    }

    private long timestamp() {
        return random.nextInt(20) == 0 ? -1 : NOW - random.nextInt(100_000) + random.nextInt(1000);
    }

    private int valueBound() {
        return random.nextInt(30) == 0 ? 100_000 : 300;
    }

    private Header[] headers() {
        Header[] headers = new Header[random.nextInt(4) == 0 ? random.nextInt(4) : 0];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader("h\u00e9ader" + random.nextInt(100), bytesOrNull(30));
        }
        return headers;
    }

    private byte @Nullable [] bytesOrNull(int bound) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(bound)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    static RecordBatchBuilder append(RecordBatchBuilder builder, List<SimpleRecord> records) {
        for (SimpleRecord record : records) {
            List<io.barnabas.log.record.RecordHeader> headers = new ArrayList<>();
            for (Header header : record.headers()) {
                byte @Nullable [] value = header.value();
                headers.add(new io.barnabas.log.record.RecordHeader(
                        header.key(), value == null ? null : ByteBuffer.wrap(value)));
            }
            builder.append(record.timestamp(), record.key(), record.value(), headers);
        }
        return builder;
    }

    static ByteBuffer kafkaBatch(Compression compression, List<SimpleRecord> records) {
        return MemoryRecords.withRecords(kafkaCompression(compression), records.toArray(SimpleRecord[]::new))
                .buffer();
    }

    static org.apache.kafka.common.compress.Compression kafkaCompression(Compression compression) {
        return org.apache.kafka.common.compress.Compression.of(CompressionType.forId(compression.id()))
                .build();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }

    /** Makes the CRC of a damaged batch right again, so that the damage reaches what lies behind that check. */
    static void repairCrc(ByteBuffer batch) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(batch.slice(RecordBatch.ATTRIBUTES_AT, batch.limit() - RecordBatch.ATTRIBUTES_AT));
        batch.putInt(RecordBatch.CRC_AT, (int) crc.getValue());
    }
}
