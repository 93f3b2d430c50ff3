// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

/**
 * How much a member wants, and how long it waits for it.
 *
 * @param batchSize how many records it likes to acknowledge as one
 * @param strict whether {@code maxRecords} must not be passed for the sake of whole batches (KIP-1206)
 */
public record ShareFetchLimits(
        int maxWaitMs, int minBytes, int maxBytes, int maxRecords, int batchSize, boolean strict) {

    ShareFetchLimits withoutWaiting() {
        return new ShareFetchLimits(0, minBytes, maxBytes, maxRecords, batchSize, strict);
    }
}
