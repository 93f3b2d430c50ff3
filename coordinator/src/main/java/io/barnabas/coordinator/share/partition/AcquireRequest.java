// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

/**
 * What a member wants.
 *
 * @param maxRecords the records wanted
 * @param batchSize how many records the member likes to be told of, and to acknowledge, as one
 * @param strict whether {@code maxRecords} must not be passed; else whole record batches are given, and the last may go over it
 */
public record AcquireRequest(String member, int maxRecords, int batchSize, boolean strict) {}
