// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints answers: tables and sentences for people, one JSON object per line for programs. */
public final class Output {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private static final int BUFFER_BYTES = 1 << 16;

    private final PrintStream out;
    private final boolean json;
    private final boolean colours;

    /** @param colours the output goes to a terminal that shows them */
    public Output(PrintStream out, boolean json, boolean colours) {
        this.out = new PrintStream(new BufferedOutputStream(out, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        this.json = json;
        this.colours = colours && !json;
    }

    /** Whether the reader is a program. */
    public boolean isJson() {
        return json;
    }

    /** A sentence for people; programs get the fields instead. */
    public void done(String sentence, Map<String, ?> fields) {
        if (json) {
            object(fields);
        } else {
            out.println(sentence);
        }
    }

    /** All rows; as JSON each is an object. Without rows people read the sentence. */
    public void table(Table table, String whenEmpty) {
        if (json) {
            table.rows().forEach(row -> object(fields(table, row)));
        } else if (table.rows().isEmpty()) {
            out.println(whenEmpty);
        } else {
            text(table);
        }
    }

    /** Several facts and tables on one thing; one object as JSON. Tables without rows are left out for people. */
    public void report(Map<String, ?> fields, Map<String, Table> tables) {
        if (json) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
            tables.forEach((name, table) -> all.put(
                    name, table.rows().stream().map(row -> fields(table, row)).toList()));
            object(all);
            return;
        }
        int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
        fields.forEach((name, value) -> {
            if (value != null) {
                out.println(bold(name) + " ".repeat(width - name.length() + 2) + value);
            }
        });
        tables.values().stream().filter(table -> !table.rows().isEmpty()).forEach(table -> {
            out.println();
            text(table);
        });
    }

    /** One line of text, for what is a stream of records. */
    public void line(String text) {
        out.println(text);
    }

    /** One object on a line. */
    public void object(Map<String, ?> fields) {
        var text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            write(generator, fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(text);
    }

    /** What was printed so far goes out. */
    public void flush() {
        out.flush();
    }

    /** What was printed so far goes out; whether nobody reads any more. */
    public boolean isBroken() {
        return out.checkError();
    }

    private void text(Table table) {
        List<String> lines = table.lines();
        out.println(bold(lines.get(0)));
        lines.subList(1, lines.size()).forEach(out::println);
    }

    private String bold(String text) {
        return colours ? BOLD + text + PLAIN : text;
    }

    private static Map<String, @Nullable Object> fields(Table table, List<@Nullable Object> row) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            fields.put(table.columns().get(i), row.get(i));
        }
        return fields;
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                generator.writeFieldName(String.valueOf(field.getKey()));
                write(generator, field.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Collection<?> values) {
            generator.writeStartArray();
            for (Object each : values) {
                write(generator, each);
            }
            generator.writeEndArray();
        } else if (value instanceof Bytes bytes) {
            generator.writeNumber(bytes.count());
        } else if (value instanceof Integer || value instanceof Long) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString(value.toString());
        }
    }
}
