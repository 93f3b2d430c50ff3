// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

/**
 * How far a member is on its way from the tasks it has to those it is to have. The codes stand in records, and are others
 * than those of consumer groups.
 *
 * <pre>
 *            new target takes tasks away            gave them up
 *   STABLE ---------------------------> UNREVOKED -------------.
 *     ^  '---- new target gives tasks that others still have -. |
 *     |                                                       v v
 *     '------------------------ all are free ----------- UNRELEASED
 *
 *   UNKNOWN: written by a coordinator newer than us; the member has to say what it has, or join anew
 * </pre>
 */
enum MemberState {
    STABLE(1),
    UNREVOKED_TASKS(2),
    UNRELEASED_TASKS(3),
    UNKNOWN(127);

    private final byte code;

    MemberState(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static MemberState forCode(byte code) {
        for (MemberState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
