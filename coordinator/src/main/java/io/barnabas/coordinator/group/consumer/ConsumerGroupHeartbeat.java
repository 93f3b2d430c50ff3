// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.HeartbeatPace;
import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.message.ConsumerGroupHeartbeatResponse;
import io.barnabas.wire.message.ConsumerGroupHeartbeatResponse.TopicPartitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * ConsumerGroupHeartbeat (KIP-848): a member joins, lives, tells what it subscribes to and owns, and learns what it may use.
 * One that leaves is the matter of {@link ConsumerGroupLeave}.
 */
public final class ConsumerGroupHeartbeat {

    private final Groups groups;
    private final ConsumerGroupParts parts;
    private final Supplier<String> memberIds;

    public ConsumerGroupHeartbeat(Groups groups, ConsumerGroupParts parts, Supplier<String> memberIds) {
        this.groups = groups;
        this.parts = parts;
        this.memberIds = memberIds;
    }

    /** Decides on a request that {@link HeartbeatCheck} found good. */
    public CoordinatorResult<ConsumerGroupHeartbeatResponse> decide(
            RequestOrigin origin, ConsumerGroupHeartbeatRequest request, Predicate<String> mayDescribe, long nowMs) {
        TopicImage topics = parts.topics().get();
        GroupDraft<ConsumerGroup> draft = request.memberEpoch() == MemberEpoch.JOIN
                ? parts.lookup().findOrCreate(groups, request.groupId(), topics, nowMs)
                : parts.lookup().draft(groups, request.groupId(), nowMs);
        MemberAdmission.requireRoom(
                draft.group(), request.memberId(), parts.settings().broker().maxSize());

        ConsumerMember member = admit(draft, request);
        MemberMetadata metadata = metadata(member, origin, request);
        boolean subscriptionChanged = update(draft, member, metadata);
        subscriptionChanged |= parts.regexes().update(draft, topics, mayDescribe);
        parts.target().raiseEpoch(draft, subscriptionChanged, topics);
        parts.target().assign(draft, topics);
        CurrentAssignment before = member.current();
        CurrentAssignment current = MemberProgress.advance(
                draft, member.memberId(), subscriptionChanged, request.topicPartitions(), topics);
        draft.setTimer(
                ConsumerGroupTimers.session(request.groupId(), member.memberId()),
                parts.settings().sessionTimeoutMs(request.groupId()));
        return draft.result(answer(origin, draft, request, member.memberId(), before, current));
    }

    private ConsumerMember admit(GroupDraft<ConsumerGroup> draft, ConsumerGroupHeartbeatRequest request) {
        String memberId = request.memberId().isEmpty() ? memberIds.get() : request.memberId();
        String instanceId = request.instanceId();
        ConsumerMember member = instanceId == null
                ? MemberAdmission.admitDynamic(
                        draft.group(), memberId, request.memberEpoch(), request.topicPartitions())
                : MemberAdmission.admitStatic(
                        draft, memberId, instanceId, request.memberEpoch(), request.topicPartitions(), false);
        if (request.memberEpoch() == MemberEpoch.JOIN) {
            groups.note(request.groupId(), "member " + memberId + " joins");
        }
        return member;
    }

    /** What the member is known for, with what it says anew. */
    private static MemberMetadata metadata(
            ConsumerMember member, RequestOrigin origin, ConsumerGroupHeartbeatRequest request) {
        MemberMetadata old = member.metadata();
        return new MemberMetadata(
                request.instanceId() == null ? old.instanceId() : request.instanceId(),
                request.rackId() == null ? old.rackId() : request.rackId(),
                origin.clientId(),
                origin.clientHost(),
                request.subscribedTopicNames() == null
                        ? old.topics()
                        : MemberMetadata.sorted(request.subscribedTopicNames()),
                request.subscribedTopicRegex() == null ? old.regex() : request.subscribedTopicRegex(),
                request.rebalanceTimeoutMs() == -1 ? old.rebalanceTimeoutMs() : request.rebalanceTimeoutMs(),
                request.serverAssignor() == null ? old.assignor() : request.serverAssignor(),
                null);
    }

    /** Writes what is new, and says whether it subscribes to other topics now. */
    private static boolean update(GroupDraft<ConsumerGroup> draft, ConsumerMember member, MemberMetadata metadata) {
        if (metadata.equals(member.metadata())) {
            return false;
        }
        if (metadata.regex() != null
                && !metadata.regex().equals(member.metadata().regex())) {
            RegexLookup.check(metadata.regex());
        }
        Set<String> before = draft.group().topicsOf(member.metadata());
        draft.write(ConsumerGroupRecords.member(draft.group().groupId(), member.with(metadata)));
        return !draft.group().topicsOf(metadata).equals(before);
    }

    private ConsumerGroupHeartbeatResponse answer(
            RequestOrigin origin,
            GroupDraft<ConsumerGroup> draft,
            ConsumerGroupHeartbeatRequest request,
            String memberId,
            CurrentAssignment before,
            CurrentAssignment current) {
        var response = new ConsumerGroupHeartbeatResponse()
                .setMemberId(memberId)
                .setMemberEpoch(current.epoch())
                .setHeartbeatIntervalMs(intervalMs(origin, draft));
        if (isFullRequest(request) || !current.assigned().equals(before.assigned())) {
            response.setAssignment(assignment(current));
        }
        return response;
    }

    private int intervalMs(RequestOrigin origin, GroupDraft<ConsumerGroup> draft) {
        ConsumerGroup group = draft.group();
        return HeartbeatPace.intervalMs(
                origin,
                parts.settings().heartbeatIntervalMs(group.groupId()),
                draft.nowMs() - group.target().timestampMs(),
                group.members().size(),
                group.state() == ConsumerGroupState.STABLE);
    }

    /** One that joins, or comes back from trouble, tells all and is told all. */
    private static boolean isFullRequest(ConsumerGroupHeartbeatRequest request) {
        return request.memberEpoch() == MemberEpoch.JOIN
                || (request.rebalanceTimeoutMs() != -1
                        && (request.subscribedTopicNames() != null || request.subscribedTopicRegex() != null)
                        && request.topicPartitions() != null);
    }

    private static ConsumerGroupHeartbeatResponse.Assignment assignment(CurrentAssignment current) {
        List<TopicPartitions> topics = new ArrayList<>();
        current.assigned()
                .byTopic()
                .forEach((topic, partitions) -> topics.add(
                        new TopicPartitions().setTopicId(topic).setPartitions(List.copyOf(partitions.keySet()))));
        return new ConsumerGroupHeartbeatResponse.Assignment().setTopicPartitions(topics);
    }
}
