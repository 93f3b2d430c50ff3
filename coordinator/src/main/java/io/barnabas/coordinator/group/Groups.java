// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicGroupState;
import io.barnabas.coordinator.group.classic.GroupMetadata;
import io.barnabas.coordinator.record.GroupMetadataValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one shard.
 *
 * <p>{@code recorded} is hard state: the last record of each group. {@code live} is soft: groups as they now are, with
 * sessions, waiting joins and rebalances that no record tells of. A group without a live object is as its record says.
 * {@code otherTypes} holds what the records of newer kinds of groups say exists.
 */
public final class Groups {

    private final Map<String, GroupMetadataValue> recorded = new HashMap<>();
    private final Map<String, ClassicGroup> live = new HashMap<>();
    private final Map<String, GroupType> otherTypes = new HashMap<>();

    /** The classic group, or null when there is none. */
    public @Nullable ClassicGroup find(String groupId) {
        ClassicGroup group = live.get(groupId);
        if (group != null) {
            return group;
        }
        GroupMetadataValue value = recorded.get(groupId);
        return value == null ? null : GroupMetadata.restore(groupId, value);
    }

    /** Groups that are not at rest, or have members. */
    Collection<ClassicGroup> live() {
        return live.values();
    }

    /** Ids of all classic groups that have a record. */
    public Set<String> ids() {
        return new HashSet<>(recorded.keySet());
    }

    public boolean isOfOtherType(String groupId) {
        return otherTypes.containsKey(groupId);
    }

    public Map<String, GroupType> otherTypes() {
        return otherTypes;
    }

    /** Soft state: the group as an operation left it. */
    public void install(ClassicGroup group) {
        assert recorded.containsKey(group.groupId()) : "a live group must have a record: " + group.groupId();
        if (group.is(ClassicGroupState.EMPTY) && !group.hasPendingMembers()) {
            // All there is to know of it stands in its record.
            live.remove(group.groupId());
        } else {
            live.put(group.groupId(), group);
        }
    }

    /** Hard state: the record of a group, or its tombstone. */
    void replay(String groupId, @Nullable GroupMetadataValue value) {
        if (value == null) {
            recorded.remove(groupId);
            live.remove(groupId);
        } else {
            recorded.put(groupId, value);
        }
    }

    /** Hard state: a group of a kind we only know to exist. */
    void replayOther(String groupId, GroupType type, boolean exists) {
        if (exists) {
            otherTypes.put(groupId, type);
        } else {
            otherTypes.remove(groupId, type);
        }
    }

    /** The hard state, for comparison. */
    Map<String, GroupMetadataValue> recorded() {
        return recorded;
    }
}
