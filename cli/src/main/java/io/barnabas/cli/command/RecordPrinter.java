// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.ReadRecord;
import io.barnabas.cli.output.Output;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints a record on a line.
 *
 * <pre>
 * orders-2@17  2026-11-28 10:00:00.123  alice  coffee  {trace=42}
 * </pre>
 */
final class RecordPrinter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private final Output output;
    private final boolean valuesOnly;

    RecordPrinter(Output output, boolean valuesOnly) {
        this.output = output;
        this.valuesOnly = valuesOnly;
    }

    void print(ReadRecord record) {
        if (output.isJson()) {
            output.object(fields(record));
        } else if (valuesOnly) {
            output.line(text(record.value()));
        } else {
            output.line(record.topic() + "-" + record.partition() + "@" + record.offset() + "  "
                    + TIME.format(Instant.ofEpochMilli(record.timestamp()).atZone(ZoneId.systemDefault())) + "  "
                    + text(record.key()) + "  " + text(record.value()) + headers(record));
        }
    }

    /** What was printed so far goes out; whether somebody still reads. */
    boolean flush() {
        return !output.isBroken();
    }

    private static String text(@Nullable String text) {
        return text == null ? "null" : text;
    }

    private static String headers(ReadRecord record) {
        return record.headers().isEmpty()
                ? ""
                : record.headers().stream()
                        .map(header -> header.name() + "=" + text(header.value()))
                        .collect(Collectors.joining(", ", "  {", "}"));
    }

    private static Map<String, @Nullable Object> fields(ReadRecord record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("topic", record.topic());
        fields.put("partition", record.partition());
        fields.put("offset", record.offset());
        fields.put("timestamp", record.timestamp());
        fields.put("key", record.key());
        fields.put("value", record.value());
        fields.put(
                "headers", record.headers().stream().map(RecordPrinter::fields).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(ReadRecord.Header header) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", header.name());
        fields.put("value", header.value());
        return fields;
    }
}
