// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.log.LogConfig;
import io.barnabas.log.record.Compression;
import io.barnabas.log.record.TimestampType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topic configs as the log knows them: from names and texts to {@link LogConfig}. */
final class LogProperties {
    private final Map<String, String> entries;
    private final ConfigValues values;

    private LogProperties(Map<String, String> entries, ConfigValues values) {
        this.entries = entries;
        this.values = values;
    }

    static LogConfig logConfig(Map<String, String> entries, ConfigValues values) {
        return new LogProperties(entries, values).build();
    }

    private LogConfig build() {
        List<String> cleanup = ConfigType.items(text("cleanup.policy"));
        String internalSegmentBytes = find("internal.segment.bytes");
        long minCompactionLagMs = number("min.compaction.lag.ms");
        return LogConfig.builder()
                .compact(cleanup.contains("compact"))
                .delete(cleanup.contains("delete"))
                .compression(compression(text("compression.type")))
                .gzipLevel(integer("compression.gzip.level"))
                .lz4Level(integer("compression.lz4.level"))
                .zstdLevel(integer("compression.zstd.level"))
                .segmentBytes(
                        internalSegmentBytes == null
                                ? integer("segment.bytes")
                                : Math.max(1, Integer.parseInt(internalSegmentBytes)))
                .segmentMs(number("segment.ms"))
                .segmentJitterMs(number("segment.jitter.ms"))
                .segmentIndexBytes(integer("segment.index.bytes"))
                .indexIntervalBytes(integer("index.interval.bytes"))
                .flushMessages(number("flush.messages"))
                .flushMs(Math.max(0, number("flush.ms")))
                .retentionBytes(Math.max(-1, number("retention.bytes")))
                .retentionMs(number("retention.ms"))
                .maxMessageBytes(integer("max.message.bytes"))
                .timestampType(
                        text("message.timestamp.type").equals("LogAppendTime")
                                ? TimestampType.LOG_APPEND_TIME
                                : TimestampType.CREATE_TIME)
                .timestampBeforeMaxMs(number("message.timestamp.before.max.ms"))
                .timestampAfterMaxMs(number("message.timestamp.after.max.ms"))
                .deleteRetentionMs(number("delete.retention.ms"))
                .minCompactionLagMs(minCompactionLagMs)
                // The broker's properties may contradict each other, or a topic's; a record waits at least as long as
                // it must.
                .maxCompactionLagMs(Math.max(minCompactionLagMs, number("max.compaction.lag.ms")))
                .minCleanableDirtyRatio(Double.parseDouble(text("min.cleanable.dirty.ratio")))
                .minInsyncReplicas(integer("min.insync.replicas"))
                .uncleanLeaderElection(text("unclean.leader.election.enable").equals("true"))
                .fileDeleteDelayMs(number("file.delete.delay.ms"))
                .preallocate(text("preallocate").equals("true"))
                .build();
    }

    private static @Nullable Compression compression(String name) {
        return switch (name) {
            case "uncompressed" -> Compression.NONE;
            case "gzip" -> Compression.GZIP;
            case "snappy" -> Compression.SNAPPY;
            case "lz4" -> Compression.LZ4;
            case "zstd" -> Compression.ZSTD;
            default -> null;
        };
    }

    private @Nullable String find(String name) {
        return TopicConfigs.value(TopicConfigs.entry(name), entries, values);
    }

    private String text(String name) {
        String value = find(name);
        if (value == null) {
            throw new IllegalStateException("no value of " + name);
        }
        return value;
    }

    private int integer(String name) {
        return Integer.parseInt(text(name));
    }

    private long number(String name) {
        return Long.parseLong(text(name));
    }
}
