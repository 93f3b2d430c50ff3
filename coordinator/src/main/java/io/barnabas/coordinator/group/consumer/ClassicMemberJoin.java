// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ConsumerProtocol;
import io.barnabas.coordinator.group.consumer.MemberMetadata.ClassicMetadata;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import io.barnabas.wire.message.ConsumerProtocolSubscription;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupRequest.JoinGroupRequestProtocol;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.InvalidMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JoinGroup of a member of the classic protocol in a consumer group. It leads nobody and waits for nobody: the coordinator has
 * assigned, and what the member may have by now it gets with its SyncGroup.
 */
public final class ClassicMemberJoin {

    private static final Logger LOG = LoggerFactory.getLogger(ClassicMemberJoin.class);
    private static final int FIRST_VERSION_NEEDING_MEMBER_ID = 4;

    /** A consumer group refuses without naming the member, as in Kafka; a classic one names it. */
    private static final String NO_MEMBER_ID = "";

    private final ConsumerGroupParts parts;
    private final Supplier<String> memberIds;

    public ClassicMemberJoin(ConsumerGroupParts parts, Supplier<String> memberIds) {
        this.parts = parts;
        this.memberIds = memberIds;
    }

    public CoordinatorResult<JoinGroupResponse> decide(
            ConsumerGroup group, RequestOrigin origin, JoinGroupRequest request, long nowMs) {
        try {
            check(group, request);
            boolean isNew = request.memberId().isEmpty();
            String memberId = isNew ? memberIds.get() : request.memberId();
            if (isNew && request.groupInstanceId() == null && origin.version() >= FIRST_VERSION_NEEDING_MEMBER_ID) {
                return refuse(memberId, Errors.MEMBER_ID_REQUIRED);
            }
            return join(new GroupDraft<>(group, ConsumerGroup::copy, nowMs), memberId, origin, request);
        } catch (ApiException e) {
            return refuse(NO_MEMBER_ID, e.error());
        } catch (InvalidMessageException e) {
            LOG.warn(
                    "Member {} of group {} sent metadata that cannot be read.", request.memberId(), group.groupId(), e);
            return refuse(NO_MEMBER_ID, Errors.INCONSISTENT_GROUP_PROTOCOL);
        }
    }

    private static CoordinatorResult<JoinGroupResponse> refuse(String memberId, Errors error) {
        return CoordinatorResult.of(
                new JoinGroupResponse().setMemberId(memberId).setErrorCode(error.code()));
    }

    private void check(ConsumerGroup group, JoinGroupRequest request) {
        ConsumerGroupConfig config = parts.settings().broker();
        if (config.migrationPolicy() == MigrationPolicy.DISABLED) {
            throw new ApiException(Errors.INCONSISTENT_GROUP_PROTOCOL);
        }
        MemberAdmission.requireRoom(group, request.memberId(), config.maxSize());
        boolean fits = request.protocolType().equals(ClassicGroup.CONSUMER_PROTOCOL_TYPE)
                && request.protocols().stream().anyMatch(protocol -> isKnownToAll(group, protocol.name()));
        if (!fits) {
            throw new ApiException(Errors.INCONSISTENT_GROUP_PROTOCOL);
        }
    }

    /** Members of the consumer protocol know no such names, and do not mind. */
    private static boolean isKnownToAll(ConsumerGroup group, String protocol) {
        return group.members().stream()
                .map(member -> member.metadata().classic())
                .allMatch(classic -> classic == null
                        || classic.protocols().stream()
                                .anyMatch(known -> known.name().equals(protocol)));
    }

    private CoordinatorResult<JoinGroupResponse> join(
            GroupDraft<ConsumerGroup> draft, String memberId, RequestOrigin origin, JoinGroupRequest request) {
        String instanceId = request.groupInstanceId();
        ConsumerMember replaced = instanceId == null ? null : draft.group().findStatic(instanceId);
        boolean downgrades = replaced != null && parts.downgrade().isDueInPlaceOf(draft.group(), replaced);
        ConsumerMember member = admit(draft, memberId, request);
        ConsumerProtocolSubscription subscription =
                ConsumerProtocol.subscription(request.protocols().get(0).metadata());
        TopicImage topics = parts.topics().get();
        boolean subscriptionChanged = update(draft, member, origin, request, subscription);
        parts.target().raiseEpoch(draft, subscriptionChanged, topics);
        List<TopicPartitions> owned = owned(subscription, topics);
        parts.diary().note(request.groupId(), "member " + memberId + " joins by the classic protocol");
        if (downgrades) {
            return downgrade(draft, memberId, request, subscriptionChanged, owned, topics);
        }
        parts.target().assign(draft, topics);
        CurrentAssignment current = MemberProgress.advance(draft, memberId, subscriptionChanged, owned, topics);
        draft.cancelTimer(ConsumerGroupTimers.join(request.groupId(), memberId));
        draft.setTimer(ConsumerGroupTimers.session(request.groupId(), memberId), request.sessionTimeoutMs());
        draft.setTimer(ConsumerGroupTimers.sync(request.groupId(), memberId), rebalanceTimeoutMs(request));
        return draft.result(answer(memberId, current.epoch(), request));
    }

    private static ConsumerMember admit(GroupDraft<ConsumerGroup> draft, String memberId, JoinGroupRequest request) {
        String instanceId = request.groupInstanceId();
        if (instanceId == null) {
            return MemberAdmission.admitDynamic(draft.group(), memberId, MemberEpoch.JOIN, null);
        }
        return request.memberId().isEmpty()
                ? MemberAdmission.admitStatic(draft, memberId, instanceId, MemberEpoch.JOIN, null, true)
                : MemberAdmission.requireInstance(draft.group().findStatic(instanceId), memberId, instanceId);
    }

    private static boolean update(
            GroupDraft<ConsumerGroup> draft,
            ConsumerMember member,
            RequestOrigin origin,
            JoinGroupRequest request,
            ConsumerProtocolSubscription subscription) {
        MemberMetadata old = member.metadata();
        var metadata = new MemberMetadata(
                request.groupInstanceId() == null ? old.instanceId() : request.groupInstanceId(),
                subscription.rackId() == null ? old.rackId() : subscription.rackId(),
                origin.clientId(),
                origin.clientHost(),
                MemberMetadata.sorted(subscription.topics()),
                "",
                rebalanceTimeoutMs(request),
                old.assignor(),
                new ClassicMetadata(request.sessionTimeoutMs(), Upgrade.protocols(request.protocols())));
        if (metadata.equals(old)) {
            return false;
        }
        var before = draft.group().topicsOf(old);
        draft.write(ConsumerGroupRecords.member(draft.group().groupId(), member.with(metadata)));
        MemberRemoval.forgetUnusedRegexes(draft);
        return !metadata.topics().equals(before);
    }

    private static int rebalanceTimeoutMs(JoinGroupRequest request) {
        return request.rebalanceTimeoutMs() == -1 ? request.sessionTimeoutMs() : request.rebalanceTimeoutMs();
    }

    private static List<TopicPartitions> owned(ConsumerProtocolSubscription subscription, TopicImage topics) {
        List<TopicPartitions> owned = new ArrayList<>();
        subscription.ownedPartitions().forEach(topic -> {
            TopicImage.Topic known = topics.topic(topic.topic());
            if (known != null) {
                owned.add(new TopicPartitions().setTopicId(known.id()).setPartitions(topic.partitions()));
            }
        });
        return owned;
    }

    /** The last member of the consumer protocol has given its place to this one. */
    private CoordinatorResult<JoinGroupResponse> downgrade(
            GroupDraft<ConsumerGroup> draft,
            String memberId,
            JoinGroupRequest request,
            boolean subscriptionChanged,
            List<TopicPartitions> owned,
            TopicImage topics) {
        ConsumerGroup group = draft.group();
        boolean isStale = group.target().epoch() < group.epoch();
        int epoch = isStale
                ? group.get(memberId).epoch()
                : MemberProgress.advance(draft, memberId, subscriptionChanged, owned, topics)
                        .epoch();
        return parts.downgrade()
                .convert(
                        draft,
                        List.of(),
                        isStale ? "the last member of the consumer protocol was replaced by " + memberId : null,
                        answer(memberId, epoch, request),
                        topics);
    }

    private static JoinGroupResponse answer(String memberId, int epoch, JoinGroupRequest request) {
        List<JoinGroupRequestProtocol> protocols = request.protocols();
        return new JoinGroupResponse()
                .setMemberId(memberId)
                .setGenerationId(epoch)
                .setProtocolType(ClassicGroup.CONSUMER_PROTOCOL_TYPE)
                .setProtocolName(protocols.get(0).name());
    }
}
