// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

import org.jspecify.annotations.Nullable;

/** What a member says of a record, by the numbers of the protocol, which are the ordinals. */
public enum AcknowledgeType {
    /** There was no record at that offset. */
    GAP,
    /** It is done. */
    ACCEPT,
    /** Somebody may try again. */
    RELEASE,
    /** It cannot be done. */
    REJECT,
    /** It takes longer (KIP-1222). */
    RENEW;

    /** The type of a number that a client has sent, or null. */
    public static @Nullable AcknowledgeType of(byte id) {
        return id >= 0 && id < values().length ? values()[id] : null;
    }
}
