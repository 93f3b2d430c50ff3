// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** Finds share groups. With Kafka's texts. */
final class ShareGroupLookup {

    private ShareGroupLookup() {}

    /** The group as it is, or null when there is none of this kind. */
    static @Nullable ShareGroup find(Groups groups, String groupId) {
        return groups.modern(groupId) instanceof ShareGroup group ? group : null;
    }

    /** @throws ApiException GROUP_ID_NOT_FOUND */
    static ShareGroup get(Groups groups, String groupId) {
        ShareGroup group = find(groups, groupId);
        if (group == null) {
            throw notFound(groups, groupId, "Group " + groupId + " not found.");
        }
        return group;
    }

    /** The group of a member that says it is in it. */
    static GroupDraft<ShareGroup> ofMember(Groups groups, String groupId, long nowMs) {
        ShareGroup group = find(groups, groupId);
        if (group == null) {
            throw notFound(groups, groupId, "Share group " + groupId + " not found.");
        }
        return draft(group, nowMs);
    }

    /** A group that does not exist yet is an empty draft. Groups of other kinds do not give way to it, even when empty. */
    static GroupDraft<ShareGroup> findOrCreate(Groups groups, String groupId, boolean isTaken, long nowMs) {
        ShareGroup group = find(groups, groupId);
        if (group == null && (isTaken || groups.exists(groupId))) {
            throw new ApiException(Errors.GROUP_ID_NOT_FOUND, "Group " + groupId + " is not a share group.");
        }
        return draft(group == null ? new ShareGroup(groupId) : group, nowMs);
    }

    static GroupDraft<ShareGroup> draft(ShareGroup group, long nowMs) {
        return new GroupDraft<>(group, ShareGroup::copy, nowMs);
    }

    private static ApiException notFound(Groups groups, String groupId, String message) {
        return new ApiException(
                Errors.GROUP_ID_NOT_FOUND,
                groups.exists(groupId) ? "Group " + groupId + " is not a share group." : message);
    }
}
