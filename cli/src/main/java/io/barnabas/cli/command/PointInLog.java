// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.Offsets;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to begin in a topic, as users say it: {@code earliest}, {@code latest}, an offset, a time ({@code 2026-11-28},
 * {@code 2026-11-28T10:00}, with a zone or without), or how long ago ({@code 90s}, {@code 15m}, {@code 2h}, {@code 7d}).
 */
final class PointInLog {
    static final String FORMS = "earliest, latest, an offset, a time (2026-11-28T10:00) or how long ago (15m, 2h, 7d)";

    private static final Pattern OFFSET = Pattern.compile("\\d{1,18}");
    private static final Pattern AGO = Pattern.compile("(\\d{1,9})(s|m|h|d)");

    private enum Kind {
        OFFSET,
        TIMESTAMP
    }

    private final Kind kind;
    private final long value;

    private PointInLog(Kind kind, long value) {
        this.kind = kind;
        this.value = value;
    }

    static PointInLog parse(String text, InstantSource clock) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.equals("earliest")) {
            return new PointInLog(Kind.TIMESTAMP, Offsets.EARLIEST);
        }
        if (plain.equals("latest")) {
            return new PointInLog(Kind.TIMESTAMP, Offsets.LATEST);
        }
        if (OFFSET.matcher(plain).matches()) {
            return new PointInLog(Kind.OFFSET, Long.parseLong(plain));
        }
        Matcher ago = AGO.matcher(plain);
        if (ago.matches()) {
            String iso = ago.group(2).equals("d") ? "P" + plain : "PT" + plain;
            return at(clock.instant().minus(Duration.parse(iso)));
        }
        try {
            return at(instant(text.strip()));
        } catch (DateTimeException e) {
            throw new UserError("'" + text + "' is none of " + FORMS);
        }
    }

    private static PointInLog at(Instant instant) {
        return new PointInLog(Kind.TIMESTAMP, Math.max(0, instant.toEpochMilli()));
    }

    private static Instant instant(String text) {
        if (text.length() == "2026-11-28".length()) {
            return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        }
        boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
        return zoned
                ? Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text))
                : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }

    @Override
    public String toString() {
        return (kind == Kind.OFFSET ? "offset " : "time ") + value;
    }

    /** The offset in each partition, within its log; the log end where no record is as young as that. */
    Map<TopicPartition, Long> in(List<TopicPartition> partitions, BrokerConnection broker) throws IOException {
        var offsets = new Offsets(broker);
        Map<TopicPartition, Long> starts = offsets.at(Offsets.EARLIEST, partitions);
        Map<TopicPartition, Long> ends = offsets.at(Offsets.LATEST, partitions);
        Map<TopicPartition, Long> found = kind == Kind.OFFSET ? Map.of() : offsets.at(value, partitions);
        Map<TopicPartition, Long> points =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        for (TopicPartition partition : partitions) {
            long start = starts.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, start);
            long point = kind == Kind.OFFSET ? value : found.getOrDefault(partition, end);
            points.put(partition, point < 0 ? end : Math.max(start, Math.min(point, end)));
        }
        return points;
    }
}
