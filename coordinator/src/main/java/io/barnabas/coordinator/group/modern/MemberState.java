// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

/**
 * How far a member is on its way from what it has to what it is to have. The codes stand in records.
 *
 * <pre>
 *            new target takes partitions away            gave them back
 *   STABLE ---------------------------> UNREVOKED ------------------------.
 *     ^  '---- new target gives partitions that others still own ------.  |
 *     |                                                                v  v
 *     '------------------------ all are free ------------------ UNRELEASED
 *
 *   UNKNOWN: written by a coordinator newer than us; the member has to say what it owns, or join anew
 * </pre>
 */
public enum MemberState {
    STABLE(0),
    UNREVOKED_PARTITIONS(1),
    UNRELEASED_PARTITIONS(2),
    UNKNOWN(127);

    private final byte code;

    MemberState(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    public static MemberState forCode(byte code) {
        for (MemberState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
