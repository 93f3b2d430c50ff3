// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import io.barnabas.coordinator.group.GroupType;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import java.util.List;

/**
 * A group whose coordinator assigns the partitions. All of it is hard state: {@link #replay} alone changes it. Operations
 * look at a {@link GroupDraft} of it.
 */
public interface ModernGroup {

    String groupId();

    GroupType type();

    /** The state by the name that answers use. */
    String stateName();

    /** The protocol type that ListGroups tells. */
    String protocolType();

    /** Whether nobody is a member. */
    boolean isEmpty();

    /** Whether a member consumes the topic, so that its offsets must stay. */
    boolean isSubscribedTo(String topic);

    /** Applies a record of this group, other than the tombstone of the group itself. */
    void replay(CoordinatorRecord record);

    /** Tombstones of all the records that the group has, the group's own last. */
    List<CoordinatorRecord> tombstones();

    /** All there is to know, for comparison with what another replay came to. */
    List<Object> hardState();
}
