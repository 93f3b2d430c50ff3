// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.epoch;

/** Where a leader epoch ends: the answer of OffsetForLeaderEpoch. Both are -1 when nothing is known. */
public record EpochEndOffset(int epoch, long endOffset) {
    public static final int UNDEFINED_EPOCH = -1;
    public static final long UNDEFINED_OFFSET = -1;
    public static final EpochEndOffset UNDEFINED = new EpochEndOffset(UNDEFINED_EPOCH, UNDEFINED_OFFSET);
}
