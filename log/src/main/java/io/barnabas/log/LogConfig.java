// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.record.Compression;
import io.barnabas.log.record.TimestampType;
import io.barnabas.log.record.ValidationRules;
import io.barnabas.log.segment.IndexLimits;
import org.jspecify.annotations.Nullable;

/**
 * How one topic's logs behave: the values of Kafka's topic configs, a topic's own over the broker's. Checks itself.
 *
 * @param compression the codec to store with, {@code NONE} for {@code uncompressed}; null keeps the producer's
 * @param flushMessages fsync after so many messages; 1 is before every answer
 * @param retentionMs -1 for no limit, as {@code retentionBytes}
 */
public record LogConfig(
        boolean compact,
        boolean delete,
        @Nullable Compression compression,
        int gzipLevel,
        int lz4Level,
        int zstdLevel,
        int segmentBytes,
        long segmentMs,
        long segmentJitterMs,
        int segmentIndexBytes,
        int indexIntervalBytes,
        long flushMessages,
        long flushMs,
        long retentionBytes,
        long retentionMs,
        int maxMessageBytes,
        TimestampType timestampType,
        long timestampBeforeMaxMs,
        long timestampAfterMaxMs,
        long deleteRetentionMs,
        long minCompactionLagMs,
        long maxCompactionLagMs,
        double minCleanableDirtyRatio,
        int minInsyncReplicas,
        boolean uncleanLeaderElection,
        long fileDeleteDelayMs,
        boolean preallocate) {

    /** Kafka's defaults. */
    public static final LogConfig DEFAULTS = new LogConfigBuilder().build();

    public LogConfig {
        atLeast("segment.bytes", segmentBytes, 1);
        atLeast("segment.ms", segmentMs, 1);
        atLeast("segment.jitter.ms", segmentJitterMs, 0);
        atLeast("segment.index.bytes", segmentIndexBytes, 4);
        atLeast("index.interval.bytes", indexIntervalBytes, 0);
        atLeast("flush.messages", flushMessages, 1);
        atLeast("flush.ms", flushMs, 0);
        atLeast("retention.bytes", retentionBytes, -1);
        atLeast("retention.ms", retentionMs, -1);
        atLeast("max.message.bytes", maxMessageBytes, 0);
        atLeast("message.timestamp.before.max.ms", timestampBeforeMaxMs, 0);
        atLeast("message.timestamp.after.max.ms", timestampAfterMaxMs, 0);
        atLeast("delete.retention.ms", deleteRetentionMs, 0);
        atLeast("min.compaction.lag.ms", minCompactionLagMs, 0);
        atLeast("max.compaction.lag.ms", maxCompactionLagMs, 1);
        atLeast("min.insync.replicas", minInsyncReplicas, 1);
        atLeast("file.delete.delay.ms", fileDeleteDelayMs, 0);
        if (!(minCleanableDirtyRatio >= 0 && minCleanableDirtyRatio <= 1)) {
            throw new IllegalArgumentException(
                    "min.cleanable.dirty.ratio must be between 0 and 1, not " + minCleanableDirtyRatio);
        }
        if (minCompactionLagMs > maxCompactionLagMs) {
            throw new IllegalArgumentException("min.compaction.lag.ms " + minCompactionLagMs
                    + " must not exceed max.compaction.lag.ms " + maxCompactionLagMs);
        }
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
    }

    public static LogConfigBuilder builder() {
        return new LogConfigBuilder();
    }

    /** A builder that begins with these values. */
    public LogConfigBuilder toBuilder() {
        return new LogConfigBuilder()
                .compact(compact)
                .delete(delete)
                .compression(compression)
                .gzipLevel(gzipLevel)
                .lz4Level(lz4Level)
                .zstdLevel(zstdLevel)
                .segmentBytes(segmentBytes)
                .segmentMs(segmentMs)
                .segmentJitterMs(segmentJitterMs)
                .segmentIndexBytes(segmentIndexBytes)
                .indexIntervalBytes(indexIntervalBytes)
                .flushMessages(flushMessages)
                .flushMs(flushMs)
                .retentionBytes(retentionBytes)
                .retentionMs(retentionMs)
                .maxMessageBytes(maxMessageBytes)
                .timestampType(timestampType)
                .timestampBeforeMaxMs(timestampBeforeMaxMs)
                .timestampAfterMaxMs(timestampAfterMaxMs)
                .deleteRetentionMs(deleteRetentionMs)
                .minCompactionLagMs(minCompactionLagMs)
                .maxCompactionLagMs(maxCompactionLagMs)
                .minCleanableDirtyRatio(minCleanableDirtyRatio)
                .minInsyncReplicas(minInsyncReplicas)
                .uncleanLeaderElection(uncleanLeaderElection)
                .fileDeleteDelayMs(fileDeleteDelayMs)
                .preallocate(preallocate);
    }

    IndexLimits indexLimits() {
        return new IndexLimits(indexIntervalBytes, segmentIndexBytes);
    }

    ValidationRules validationRules() {
        return new ValidationRules(
                maxMessageBytes,
                segmentBytes,
                compact,
                timestampType,
                timestampBeforeMaxMs,
                timestampAfterMaxMs,
                compression,
                compression == null ? 0 : level(compression),
                Compression.DEFAULT_MAX_DECOMPRESSED_BYTES);
    }

    /**
     * {@code segment.ms} less a share of {@code segment.jitter.ms} that depends on the segment alone, so that partitions made
     * together do not all roll together.
     */
    long segmentMs(LogName name, long baseOffset) {
        long jitter = Math.min(segmentJitterMs, segmentMs);
        long share = ((name.hashCode() * 31L + baseOffset) * 0x9E3779B97F4A7C15L) >>> 1;
        return jitter == 0 ? segmentMs : segmentMs - share % jitter;
    }

    /** The level for a codec, as configured. */
    public int level(Compression codec) {
        return switch (codec) {
            case GZIP -> gzipLevel;
            case LZ4 -> lz4Level;
            case ZSTD -> zstdLevel;
            case NONE, SNAPPY -> codec.defaultLevel();
        };
    }
}
