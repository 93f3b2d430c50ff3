// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

/** The epochs in heartbeats that are not epochs but wishes. */
public final class MemberEpoch {

    public static final int JOIN = 0;
    public static final int LEAVE = -1;
    /** A static member goes and will be back: its place is kept until its session ends. */
    public static final int LEAVE_FOR_A_WHILE = -2;

    private MemberEpoch() {}

    public static boolean isLeave(int epoch) {
        return epoch == LEAVE || epoch == LEAVE_FOR_A_WHILE;
    }
}
