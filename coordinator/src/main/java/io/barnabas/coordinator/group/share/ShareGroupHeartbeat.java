// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.HeartbeatPace;
import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.message.ShareGroupHeartbeatResponse;
import io.barnabas.wire.message.ShareGroupHeartbeatResponse.TopicPartitions;
import java.util.ArrayList;
import java.util.List;

/**
 * ShareGroupHeartbeat (KIP-932): a member joins, lives, tells what it subscribes to, and learns from which partitions it may
 * fetch. One that leaves is the matter of {@link ShareGroupLeave}.
 */
public final class ShareGroupHeartbeat {

    private final ShareGroupParts parts;

    ShareGroupHeartbeat(ShareGroupParts parts) {
        this.parts = parts;
    }

    /** The answer, and what states it takes until more partitions can be assigned. */
    public record Beat(ShareGroupHeartbeatResponse response, StateRequest wanted) {}

    /** Decides on a request that {@link ShareHeartbeatCheck} found good. */
    public CoordinatorResult<Beat> decide(RequestOrigin origin, ShareGroupHeartbeatRequest request, long nowMs) {
        String groupId = request.groupId();
        boolean joins = request.memberEpoch() == MemberEpoch.JOIN;
        TopicImage topics = parts.topics().get();
        GroupDraft<ShareGroup> draft = joins
                ? ShareGroupLookup.findOrCreate(
                        parts.groups(), groupId, parts.hasOffsets().test(groupId), nowMs)
                : ShareGroupLookup.ofMember(parts.groups(), groupId, nowMs);
        ShareAdmission.requireRoom(
                draft.group(), request.memberId(), parts.settings().broker().maxSize());
        ShareMember member = ShareAdmission.admit(draft.group(), request.memberId(), request.memberEpoch());
        if (joins) {
            parts.groups().note(groupId, "member " + member.memberId() + " joins");
        }
        boolean subscriptionChanged = update(draft, member, metadata(member, origin, request));
        parts.target().raiseEpoch(draft, subscriptionChanged, topics);
        parts.target().assign(draft, topics);
        ShareMember after = advance(draft, member.memberId());
        StateRequest wanted = parts.initialization().beginSubscribed(draft, topics);
        draft.setTimer(
                ShareGroupTimers.session(groupId, member.memberId()),
                parts.settings().sessionTimeoutMs(groupId));
        var response = new ShareGroupHeartbeatResponse()
                .setMemberId(member.memberId())
                .setMemberEpoch(after.epoch())
                .setHeartbeatIntervalMs(intervalMs(origin, draft.group(), nowMs));
        if (joins || request.subscribedTopicNames() != null || !after.assigned().equals(member.assigned())) {
            response.setAssignment(assignment(after));
        }
        return draft.result(new Beat(response, wanted));
    }

    /** What the member is known for, with what it says anew. */
    private static ShareMember.Metadata metadata(
            ShareMember member, RequestOrigin origin, ShareGroupHeartbeatRequest request) {
        ShareMember.Metadata old = member.metadata();
        return new ShareMember.Metadata(
                request.rackId() == null ? old.rackId() : request.rackId(),
                origin.clientId(),
                origin.clientHost(),
                request.subscribedTopicNames() == null
                        ? old.topics()
                        : ShareMember.Metadata.sorted(request.subscribedTopicNames()));
    }

    /** Writes what is new, and says whether it subscribes to other topics now. */
    private static boolean update(GroupDraft<ShareGroup> draft, ShareMember member, ShareMember.Metadata metadata) {
        if (metadata.equals(member.metadata())) {
            return false;
        }
        draft.write(ShareGroupRecords.member(draft.group().groupId(), member.memberId(), metadata));
        return !metadata.topics().equals(member.metadata().topics());
    }

    private static ShareMember advance(GroupDraft<ShareGroup> draft, String memberId) {
        ShareGroup group = draft.group();
        ShareMember member = group.get(memberId);
        if (member.epoch() == group.target().epoch()) {
            return member;
        }
        ShareMember advanced =
                member.advanced(group.target().epoch(), group.target().of(memberId));
        draft.write(ShareGroupRecords.current(group.groupId(), advanced));
        return advanced;
    }

    /** Soon while others join, and partitions get the state without which they are not assigned. */
    private int intervalMs(RequestOrigin origin, ShareGroup group, long nowMs) {
        return HeartbeatPace.intervalMs(
                origin,
                parts.settings().heartbeatIntervalMs(group.groupId()),
                nowMs - group.target().timestampMs(),
                group.members().size(),
                group.target().epoch() >= group.epoch());
    }

    private static ShareGroupHeartbeatResponse.Assignment assignment(ShareMember member) {
        List<TopicPartitions> topics = new ArrayList<>();
        member.assigned()
                .partitions()
                .forEach((topic, partitions) ->
                        topics.add(new TopicPartitions().setTopicId(topic).setPartitions(List.copyOf(partitions))));
        return new ShareGroupHeartbeatResponse.Assignment().setTopicPartitions(topics);
    }
}
