// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

/**
 * Where the coordinator writes down what it has decided about a group, and why, in words for who runs the clients. Notes are made when
 * a decision is taken, not when it is replayed.
 */
@FunctionalInterface
public interface GroupDiary {
    /** A clause whose subject is the group or one of its members, without a full stop. */
    void note(String groupId, String text);
}
