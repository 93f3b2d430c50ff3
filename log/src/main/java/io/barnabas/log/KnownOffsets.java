// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.producer.ProducerStateTable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a log before it is opened.
 *
 * @param onDisk whether it had a folder when the broker started
 * @param recoveryPoint offset below which all is on the disk
 * @param startOffset the checkpointed log start offset, 0 when there is none
 * @param endOffset the log end after a clean stop or a recovery; -1 unknown
 * @param producers as a recovery found them; null when the files say all there is to know
 */
record KnownOffsets(
        boolean onDisk,
        long recoveryPoint,
        long startOffset,
        long endOffset,
        @Nullable ProducerStateTable producers) {
    static final long UNKNOWN = -1;

    /** A partition that has no folder yet. */
    static final KnownOffsets NEW = new KnownOffsets(false, 0, 0, 0);

    KnownOffsets(boolean onDisk, long recoveryPoint, long startOffset, long endOffset) {
        this(onDisk, recoveryPoint, startOffset, endOffset, null);
    }

    /** The same log after its recovery. */
    KnownOffsets recovered(LogRecovery.Recovered recovered) {
        return new KnownOffsets(
                true,
                Math.min(recoveryPoint, recovered.endOffset()),
                startOffset,
                recovered.endOffset(),
                recovered.producers());
    }
}
