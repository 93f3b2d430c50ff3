// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows under named columns. Numbers stand at the right of their column; nothing is cut off.
 *
 * <pre>
 * TOPIC    PARTITIONS  RECORDS
 * orders            3       12
 * </pre>
 */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /** @param columns names as JSON has them, such as {@code clientId}; a header is made of them: {@code CLIENT-ID} */
    public Table(String... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row; a null is a value that is not there. Numbers must be Long or Integer, or {@link Bytes}. */
    public Table row(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
        }
        rows.add(Arrays.asList(values));
        return this;
    }

    List<String> columns() {
        return columns;
    }

    List<List<@Nullable Object>> rows() {
        return rows;
    }

    /** The lines, header first. */
    List<String> lines() {
        int[] widths = new int[columns.size()];
        boolean[] right = new boolean[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = header(columns.get(column)).length();
            for (List<@Nullable Object> row : rows) {
                widths[column] = Math.max(widths[column], text(row.get(column)).length());
                right[column] |= row.get(column) instanceof Number || row.get(column) instanceof Bytes;
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Table::header).toList(), widths, right));
        for (List<@Nullable Object> row : rows) {
            lines.add(line(row.stream().map(Table::text).toList(), widths, right));
        }
        return lines;
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : GAP).append(right[column] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String header(String column) {
        return column.replaceAll("([A-Z])", "-$1").toUpperCase(Locale.ROOT);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : Objects.toString(value);
    }
}
