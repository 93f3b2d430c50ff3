// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import org.jspecify.annotations.Nullable;

/**
 * What a topic's configuration says about the batches it takes.
 *
 * @param maxMessageBytes {@code max.message.bytes}, of a whole batch
 * @param segmentBytes {@code segment.bytes}: no append may be larger
 * @param compacted whether {@code cleanup.policy} contains compact, which needs keys
 * @param timestampBeforeMaxMs {@code message.timestamp.before.max.ms}, {@code Long.MAX_VALUE} for no bound
 * @param timestampAfterMaxMs {@code message.timestamp.after.max.ms}
 * @param compression {@code compression.type}: the codec batches are kept in, or null to keep the producer's
 * @param compressionLevel {@code compression.<codec>.level} of that codec
 * @param maxDecompressedBytes how far the records of one batch may grow before the batch is refused
 */
public record ValidationRules(
        int maxMessageBytes,
        int segmentBytes,
        boolean compacted,
        TimestampType timestampType,
        long timestampBeforeMaxMs,
        long timestampAfterMaxMs,
        @Nullable Compression compression,
        int compressionLevel,
        long maxDecompressedBytes) {

    /** Kafka's defaults. */
    public static final ValidationRules DEFAULTS = new ValidationRules(
            1048588,
            1 << 30,
            false,
            TimestampType.CREATE_TIME,
            Long.MAX_VALUE,
            3_600_000L,
            null,
            0,
            Compression.DEFAULT_MAX_DECOMPRESSED_BYTES);
}
