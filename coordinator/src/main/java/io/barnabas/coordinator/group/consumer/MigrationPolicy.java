// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

/** Which ways a group with members may go between the classic and the consumer protocol. */
public enum MigrationPolicy {
    DISABLED,
    DOWNGRADE,
    UPGRADE,
    BIDIRECTIONAL;

    boolean allowsUpgrade() {
        return this == UPGRADE || this == BIDIRECTIONAL;
    }

    boolean allowsDowngrade() {
        return this == DOWNGRADE || this == BIDIRECTIONAL;
    }
}
