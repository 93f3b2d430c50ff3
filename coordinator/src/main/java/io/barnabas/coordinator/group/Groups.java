// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicGroupState;
import io.barnabas.coordinator.group.classic.GroupMetadata;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.record.GroupMetadataValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import java.util.Collection;
import java.util.Collections;
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
 * {@code modern} are the groups of newer protocols, all hard state.
 */
public final class Groups {

    private final GroupDiary diary;
    private final Map<String, GroupMetadataValue> recorded = new HashMap<>();
    private final Map<String, ClassicGroup> live = new HashMap<>();
    private final Map<String, ModernGroup> modern = new HashMap<>();

    Groups(GroupDiary diary) {
        this.diary = diary;
    }

    /** Writes down what was decided about a group. */
    public void note(String groupId, String text) {
        diary.note(groupId, text);
    }

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

    /** The group of a newer protocol, or null when there is none. */
    public @Nullable ModernGroup modern(String groupId) {
        return modern.get(groupId);
    }

    public Map<String, ModernGroup> modern() {
        return Collections.unmodifiableMap(modern);
    }

    /** Whether a record tells of a group, of whatever kind. */
    public boolean exists(String groupId) {
        return recorded.containsKey(groupId) || isOfOtherType(groupId);
    }

    /** Whether the group exists and is not a classic one. */
    public boolean isOfOtherType(String groupId) {
        return modern.containsKey(groupId);
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

    /** Hard state: a record of a group of a newer protocol. */
    void replayModern(CoordinatorRecord record) {
        for (ModernGroupKinds.Kind kind : ModernGroupKinds.ALL) {
            String groupId = kind.groupIdOf().of(record.key());
            if (groupId != null) {
                replayModern(groupId, kind, record);
                return;
            }
        }
    }

    private void replayModern(String groupId, ModernGroupKinds.Kind kind, CoordinatorRecord record) {
        ModernGroup group = modern.get(groupId);
        boolean exists = kind.type().isInstance(group);
        if (record.value() != null) {
            if (group == null || !exists) {
                group = kind.empty().apply(groupId);
                modern.put(groupId, group);
            }
            group.replay(record);
        } else if (group != null && exists) {
            if (kind.isGroup().test(record.key())) {
                modern.remove(groupId);
            } else {
                group.replay(record);
            }
        }
    }

    /** The hard state, for comparison. */
    Map<String, Object> recorded() {
        Map<String, Object> all = new HashMap<>(recorded);
        modern.forEach((groupId, group) -> all.put(groupId, group.hardState()));
        return all;
    }
}
