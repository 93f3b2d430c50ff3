// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import io.barnabas.console.json.Json;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.TimestampType;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record with the batch that it came in. */
record ShownRecord(int partition, RecordBatch batch, Record record) {
    private static final int MAX_HEADER_BYTES = 4096;

    long offset() {
        return record.offset();
    }

    long timestamp() {
        return record.timestamp();
    }

    Map<String, @Nullable Object> toJson(int maxBytes) {
        Map<String, @Nullable Object> json = Json.object(
                "partition", partition,
                "offset", record.offset(),
                "timestamp", record.timestamp(),
                "appendTime", batch.timestampType() == TimestampType.LOG_APPEND_TIME,
                "key", Bytes.show(record.key(), maxBytes),
                "value", Bytes.show(record.value(), maxBytes),
                "headers",
                        record.headers().stream()
                                .map(header -> Json.object(
                                        "key", header.key(),
                                        "value", Bytes.show(header.value(), MAX_HEADER_BYTES)))
                                .toList(),
                "size", record.sizeInBytes(),
                "compression", batch.compression().name().toLowerCase(Locale.ROOT));
        if (batch.isControl()) {
            json.put("control", EndTransactionMarker.of(batch).committed() ? "commit" : "abort");
        }
        if (batch.hasProducerId()) {
            json.put("producerId", batch.producerId());
            json.put("producerEpoch", batch.producerEpoch());
            json.put("transactional", batch.isTransactional());
        }
        return json;
    }

    /** Whether this text is in its key, its value or its headers, whatever the case; in hexadecimal where they are no text. */
    boolean contains(String lowerCaseText) {
        return contains(record.key(), lowerCaseText)
                || contains(record.value(), lowerCaseText)
                || record.headers().stream()
                        .anyMatch(
                                header -> header.key().toLowerCase(Locale.ROOT).contains(lowerCaseText)
                                        || contains(header.value(), lowerCaseText));
    }

    private static boolean contains(@Nullable ByteBuffer bytes, String lowerCaseText) {
        if (bytes == null) {
            return false;
        }
        String text = Bytes.textOf(bytes.duplicate(), false);
        if (text == null) {
            byte[] all = new byte[bytes.remaining()];
            bytes.duplicate().get(all);
            text = HexFormat.of().formatHex(all);
        }
        return text.toLowerCase(Locale.ROOT).contains(lowerCaseText);
    }
}
