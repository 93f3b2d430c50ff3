// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

/**
 * What has become of a record in a share group, with the number it has in requests and records.
 *
 * <pre>
 *            acquire                accept
 * AVAILABLE ---------> ACQUIRED ---------------------------> ACKNOWLEDGED
 *     ^                  |   |     reject, or the delivery
 *     |                  |   |     limit is reached
 *     +------------------+   +-----------------------------> ARCHIVED
 *       release, lock timed out, session ended
 * </pre>
 *
 * <p>A record below the log start offset is archived from whatever state it is in. ACQUIRED is never written down: after a
 * restart such a record is available again.
 */
public enum DeliveryState {
    AVAILABLE(0),
    ACQUIRED(1),
    ACKNOWLEDGED(2),
    ARCHIVED(4);

    private final byte id;

    DeliveryState(int id) {
        this.id = (byte) id;
    }

    public byte id() {
        return id;
    }

    /** Whether nobody will get the record any more. */
    public boolean isTerminal() {
        return this == ACKNOWLEDGED || this == ARCHIVED;
    }

    /** The state of a number, which may come from a client or a file. */
    public static DeliveryState of(byte id) {
        for (DeliveryState state : values()) {
            if (state.id == id) {
                return state;
            }
        }
        throw new IllegalArgumentException("there is no delivery state " + id);
    }
}
