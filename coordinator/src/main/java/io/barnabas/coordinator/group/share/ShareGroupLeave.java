// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.message.ShareGroupHeartbeatResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How members go: by a heartbeat with epoch -1, or because their session runs out. And the timers after a restart. */
public final class ShareGroupLeave {

    private final ShareGroupParts parts;

    ShareGroupLeave(ShareGroupParts parts) {
        this.parts = parts;
    }

    public CoordinatorResult<ShareGroupHeartbeatResponse> decide(ShareGroupHeartbeatRequest request, long nowMs) {
        ShareGroup group = ShareGroupLookup.get(parts.groups(), request.groupId());
        String memberId = group.get(request.memberId()).memberId();
        parts.groups().note(group.groupId(), "member " + memberId + " leaves");
        return remove(
                group,
                memberId,
                new ShareGroupHeartbeatResponse().setMemberId(memberId).setMemberEpoch(request.memberEpoch()),
                nowMs);
    }

    public CoordinatorResult<Void> sessionTimedOut(String groupId, String memberId, long nowMs) {
        ShareGroup group = ShareGroupLookup.find(parts.groups(), groupId);
        if (group == null || group.find(memberId) == null) {
            return CoordinatorResult.nothing();
        }
        parts.groups().note(groupId, "member " + memberId + " is taken out: no heartbeat in time");
        return remove(group, memberId, null, nowMs);
    }

    /** Tombstones in Kafka's order, which refuses to load a member that goes before its assignment. */
    private <R> CoordinatorResult<R> remove(ShareGroup group, String memberId, @Nullable R response, long nowMs) {
        String groupId = group.groupId();
        GroupDraft<ShareGroup> draft = ShareGroupLookup.draft(group, nowMs);
        draft.write(ShareGroupRecords.currentTombstone(groupId, memberId));
        draft.write(ShareGroupRecords.targetTombstone(groupId, memberId));
        draft.write(ShareGroupRecords.memberTombstone(groupId, memberId));
        long hash = parts.hashes()
                .ofGroup(draft.group().subscribedTopics(), parts.topics().get());
        draft.write(ShareGroupRecords.epoch(groupId, draft.group().epoch() + 1, hash));
        draft.cancelTimer(ShareGroupTimers.session(groupId, memberId));
        return draft.<R>result(response).andThen(() -> parts.shareStates().memberLeft(groupId, memberId));
    }

    /** Members have not been heard since before the restart, and get a full session again. */
    public List<TimerChange> afterLoading() {
        List<TimerChange> timers = new ArrayList<>();
        parts.groups().modern().forEach((groupId, modern) -> {
            if (modern instanceof ShareGroup group) {
                group.members()
                        .forEach(member -> timers.add(new TimerChange.Set(
                                ShareGroupTimers.session(groupId, member.memberId()),
                                parts.settings().sessionTimeoutMs(groupId))));
            }
        });
        return timers;
    }
}
