// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;

/**
 * Batches ready to be written: whole, with their offsets and leader epoch.
 *
 * @param bytes exactly the batches, from position to limit; the given buffer's own bytes unless {@code rebuilt}
 * @param maxTimestamp the newest timestamp, -1 if there is none
 * @param offsetOfMaxTimestamp the last offset of the batch that has it
 * @param logAppendTimeMs what the records' timestamps became with LogAppendTime, else -1
 */
public record ValidatedBatches(
        ByteBuffer bytes,
        long firstOffset,
        long lastOffset,
        long maxTimestamp,
        long offsetOfMaxTimestamp,
        long logAppendTimeMs,
        boolean rebuilt) {}
