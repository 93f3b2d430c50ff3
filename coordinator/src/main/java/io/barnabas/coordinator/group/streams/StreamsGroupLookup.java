// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicGroupState;
import io.barnabas.coordinator.group.classic.GroupMetadata;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** Finds streams groups, and makes them, also in the place of a classic group that nobody is in. */
final class StreamsGroupLookup {

    private StreamsGroupLookup() {}

    /** The group as it is, or null when there is none of this kind. */
    static @Nullable StreamsGroup find(Groups groups, String groupId) {
        return groups.modern(groupId) instanceof StreamsGroup group ? group : null;
    }

    /** @throws ApiException GROUP_ID_NOT_FOUND */
    static StreamsGroup get(Groups groups, String groupId) {
        StreamsGroup group = find(groups, groupId);
        if (group == null) {
            throw notFound(groups, groupId, "Group " + groupId + " not found.");
        }
        return group;
    }

    private static ApiException notFound(Groups groups, String groupId, String whenMissing) {
        return new ApiException(
                Errors.GROUP_ID_NOT_FOUND,
                groups.exists(groupId) ? "Group " + groupId + " is not a streams group." : whenMissing);
    }

    /** The group of a member that says it is in it; the text is another one in Kafka. */
    static StreamsGroupDraft draft(Groups groups, String groupId, long nowMs) {
        StreamsGroup group = find(groups, groupId);
        if (group == null) {
            throw notFound(groups, groupId, "Streams group " + groupId + " not found.");
        }
        return new StreamsGroupDraft(group, nowMs);
    }

    /** A group that does not exist yet is an empty draft; an empty classic group gives way to it. */
    static StreamsGroupDraft findOrCreate(Groups groups, String groupId, long nowMs) {
        ClassicGroup classic = groups.find(groupId);
        boolean replaces = classic != null && classic.is(ClassicGroupState.EMPTY);
        if (groups.exists(groupId) && !replaces) {
            return draft(groups, groupId, nowMs);
        }
        var draft = new StreamsGroupDraft(new StreamsGroup(groupId), nowMs);
        if (replaces) {
            draft.writeAside(GroupMetadata.tombstone(groupId));
        }
        return draft;
    }
}
