// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.record.Compression;
import io.barnabas.log.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Builds a {@link LogConfig}: Kafka's defaults until set, one setter a component. */
public final class LogConfigBuilder {
    private boolean compact;
    private boolean delete = true;
    private @Nullable Compression compression;
    private int gzipLevel = Compression.GZIP.defaultLevel();
    private int lz4Level = Compression.LZ4.defaultLevel();
    private int zstdLevel = Compression.ZSTD.defaultLevel();
    private int segmentBytes = 1 << 30;
    private long segmentMs = 604_800_000;
    private long segmentJitterMs;
    private int segmentIndexBytes = 10 << 20;
    private int indexIntervalBytes = 4096;
    private long flushMessages = Long.MAX_VALUE;
    private long flushMs = Long.MAX_VALUE;
    private long retentionBytes = -1;
    private long retentionMs = 604_800_000;
    private int maxMessageBytes = 1_048_588;
    private TimestampType timestampType = TimestampType.CREATE_TIME;
    private long timestampBeforeMaxMs = Long.MAX_VALUE;
    private long timestampAfterMaxMs = 3_600_000;
    private long deleteRetentionMs = 86_400_000;
    private long minCompactionLagMs;
    private long maxCompactionLagMs = Long.MAX_VALUE;
    private double minCleanableDirtyRatio = 0.5;
    private int minInsyncReplicas = 1;
    private boolean uncleanLeaderElection;
    private long fileDeleteDelayMs = 60_000;
    private boolean preallocate;

    public LogConfigBuilder compact(boolean value) {
        compact = value;
        return this;
    }

    public LogConfigBuilder delete(boolean value) {
        delete = value;
        return this;
    }

    public LogConfigBuilder compression(@Nullable Compression value) {
        compression = value;
        return this;
    }

    public LogConfigBuilder gzipLevel(int value) {
        gzipLevel = value;
        return this;
    }

    public LogConfigBuilder lz4Level(int value) {
        lz4Level = value;
        return this;
    }

    public LogConfigBuilder zstdLevel(int value) {
        zstdLevel = value;
        return this;
    }

    public LogConfigBuilder segmentBytes(int value) {
        segmentBytes = value;
        return this;
    }

    public LogConfigBuilder segmentMs(long value) {
        segmentMs = value;
        return this;
    }

    public LogConfigBuilder segmentJitterMs(long value) {
        segmentJitterMs = value;
        return this;
    }

    public LogConfigBuilder segmentIndexBytes(int value) {
        segmentIndexBytes = value;
        return this;
    }

    public LogConfigBuilder indexIntervalBytes(int value) {
        indexIntervalBytes = value;
        return this;
    }

    public LogConfigBuilder flushMessages(long value) {
        flushMessages = value;
        return this;
    }

    public LogConfigBuilder flushMs(long value) {
        flushMs = value;
        return this;
    }

    public LogConfigBuilder retentionBytes(long value) {
        retentionBytes = value;
        return this;
    }

    public LogConfigBuilder retentionMs(long value) {
        retentionMs = value;
        return this;
    }

    public LogConfigBuilder maxMessageBytes(int value) {
        maxMessageBytes = value;
        return this;
    }

    public LogConfigBuilder timestampType(TimestampType value) {
        timestampType = value;
        return this;
    }

    public LogConfigBuilder timestampBeforeMaxMs(long value) {
        timestampBeforeMaxMs = value;
        return this;
    }

    public LogConfigBuilder timestampAfterMaxMs(long value) {
        timestampAfterMaxMs = value;
        return this;
    }

    public LogConfigBuilder deleteRetentionMs(long value) {
        deleteRetentionMs = value;
        return this;
    }

    public LogConfigBuilder minCompactionLagMs(long value) {
        minCompactionLagMs = value;
        return this;
    }

    public LogConfigBuilder maxCompactionLagMs(long value) {
        maxCompactionLagMs = value;
        return this;
    }

    public LogConfigBuilder minCleanableDirtyRatio(double value) {
        minCleanableDirtyRatio = value;
        return this;
    }

    public LogConfigBuilder minInsyncReplicas(int value) {
        minInsyncReplicas = value;
        return this;
    }

    public LogConfigBuilder uncleanLeaderElection(boolean value) {
        uncleanLeaderElection = value;
        return this;
    }

    public LogConfigBuilder fileDeleteDelayMs(long value) {
        fileDeleteDelayMs = value;
        return this;
    }

    public LogConfigBuilder preallocate(boolean value) {
        preallocate = value;
        return this;
    }

    public LogConfig build() {
        return new LogConfig(
                compact,
                delete,
                compression,
                gzipLevel,
                lz4Level,
                zstdLevel,
                segmentBytes,
                segmentMs,
                segmentJitterMs,
                segmentIndexBytes,
                indexIntervalBytes,
                flushMessages,
                flushMs,
                retentionBytes,
                retentionMs,
                maxMessageBytes,
                timestampType,
                timestampBeforeMaxMs,
                timestampAfterMaxMs,
                deleteRetentionMs,
                minCompactionLagMs,
                maxCompactionLagMs,
                minCleanableDirtyRatio,
                minInsyncReplicas,
                uncleanLeaderElection,
                fileDeleteDelayMs,
                preallocate);
    }
}
