// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicGroupState;
import io.barnabas.coordinator.group.classic.GroupMetadata;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** Finds consumer groups, and makes them, also of what has been a classic group. */
final class ConsumerGroupLookup {

    private final Upgrade upgrade;

    ConsumerGroupLookup(Upgrade upgrade) {
        this.upgrade = upgrade;
    }

    /** The group as it is, or null when there is none of this kind. */
    static @Nullable ConsumerGroup find(Groups groups, String groupId) {
        return groups.modern(groupId) instanceof ConsumerGroup group ? group : null;
    }

    /** @throws ApiException GROUP_ID_NOT_FOUND */
    static ConsumerGroup get(Groups groups, String groupId) {
        ConsumerGroup group = find(groups, groupId);
        if (group == null) {
            throw new ApiException(
                    Errors.GROUP_ID_NOT_FOUND,
                    "Group " + groupId + (groups.exists(groupId) ? " is not a consumer group." : " not found."));
        }
        return group;
    }

    /** The group of a member that says it is in it; the text is another one in Kafka. */
    GroupDraft<ConsumerGroup> draft(Groups groups, String groupId, long nowMs) {
        if (!groups.exists(groupId)) {
            throw new ApiException(Errors.GROUP_ID_NOT_FOUND, "Consumer group " + groupId + " not found.");
        }
        return new GroupDraft<>(get(groups, groupId), ConsumerGroup::copy, nowMs);
    }

    /** A group that does not exist yet is an empty draft; a classic group gives way to it, or becomes it if it has members. */
    GroupDraft<ConsumerGroup> findOrCreate(Groups groups, String groupId, TopicImage topics, long nowMs) {
        if (!groups.exists(groupId)) {
            return new GroupDraft<>(new ConsumerGroup(groupId), ConsumerGroup::copy, nowMs);
        }
        ClassicGroup classic = groups.find(groupId);
        if (classic != null && classic.is(ClassicGroupState.EMPTY)) {
            var draft = new GroupDraft<>(new ConsumerGroup(groupId), ConsumerGroup::copy, nowMs);
            draft.writeAside(GroupMetadata.tombstone(groupId));
            return draft;
        }
        return classic == null ? draft(groups, groupId, nowMs) : upgrade.draft(classic, topics, nowMs);
    }
}
