// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import io.barnabas.log.record.RecordBatch;

/** A batch a producer appended, as far as it matters to recognise it when it comes again. */
public record ProducerBatch(int lastSequence, long lastOffset, int offsetDelta, long timestamp) {
    public int firstSequence() {
        return RecordBatch.subtractFromSequence(lastSequence, offsetDelta);
    }

    public long firstOffset() {
        return lastOffset - offsetDelta;
    }
}
