// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.metrics;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Samples as the text that Prometheus reads (format 0.0.4), those of one metric together. */
final class Exposition {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<Metric, StringBuilder> samples = new EnumMap<>(Metric.class);

    /** A sample with the values of the metric's first labels; an empty value leaves its label out. */
    Exposition add(Metric metric, double value, String... labels) {
        return add(metric, "", value, labels);
    }

    Exposition add(Metric metric, long value, String... labels) {
        return add(metric, "", (double) value, labels);
    }

    Exposition add(Metric metric, String suffix, long value, String... labels) {
        return add(metric, suffix, (double) value, labels);
    }

    /** @param suffix such as {@code _count} of a summary */
    Exposition add(Metric metric, String suffix, double value, String... labels) {
        StringBuilder text = samples.computeIfAbsent(metric, none -> new StringBuilder());
        text.append(metric.metricName()).append(suffix);
        char before = '{';
        for (int i = 0; i < labels.length; i++) {
            if (!labels[i].isEmpty()) {
                text.append(before).append(metric.labels().get(i)).append("=\"");
                escape(text, labels[i]);
                text.append('"');
                before = ',';
            }
        }
        if (before == ',') {
            text.append('}');
        }
        text.append(' ');
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            text.append((long) value);
        } else {
            text.append(value);
        }
        text.append('\n');
        return this;
    }

    private static void escape(StringBuilder text, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    byte[] bytes() {
        var all = new StringBuilder();
        samples.forEach((metric, text) -> all.append("# HELP ")
                .append(metric.metricName())
                .append(' ')
                .append(metric.help())
                .append("\n# TYPE ")
                .append(metric.metricName())
                .append(' ')
                .append(metric.type())
                .append('\n')
                .append(text));
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }
}
