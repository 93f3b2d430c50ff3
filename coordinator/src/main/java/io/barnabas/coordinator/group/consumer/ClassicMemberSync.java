// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ConsumerProtocol;
import io.barnabas.coordinator.group.consumer.MemberMetadata.ClassicProtocol;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** SyncGroup of a member of the classic protocol in a consumer group: it gets what the coordinator has assigned, at once. */
public final class ClassicMemberSync {

    private final ConsumerGroupParts parts;

    public ClassicMemberSync(ConsumerGroupParts parts) {
        this.parts = parts;
    }

    public CoordinatorResult<SyncGroupResponse> decide(ConsumerGroup group, SyncGroupRequest request, long nowMs) {
        var draft = new GroupDraft<>(group, ConsumerGroup::copy, nowMs);
        ConsumerMember member;
        try {
            member = ClassicMembers.get(group, request.memberId(), request.groupInstanceId());
            ClassicMembers.requireGeneration(member, request.generationId());
            requireProtocol(member, request);
        } catch (ApiException e) {
            return draft.result(new SyncGroupResponse().setErrorCode(e.error().code()));
        }
        if (ClassicMembers.isBehind(group, member)) {
            draft.setTimerIfAbsent(
                    ConsumerGroupTimers.join(group.groupId(), member.memberId()),
                    member.metadata().rebalanceTimeoutMs());
            return draft.result(new SyncGroupResponse().setErrorCode(Errors.REBALANCE_IN_PROGRESS.code()));
        }
        draft.cancelTimer(ConsumerGroupTimers.sync(group.groupId(), member.memberId()));
        draft.setTimer(
                ConsumerGroupTimers.session(group.groupId(), member.memberId()),
                ClassicMembers.classic(member).sessionTimeoutMs());
        return draft.result(new SyncGroupResponse()
                .setProtocolType(request.protocolType())
                .setProtocolName(request.protocolName())
                .setAssignment(assignment(member)));
    }

    private static ClassicProtocol chosen(ConsumerMember member) {
        return ClassicMembers.classic(member).protocols().get(0);
    }

    private static void requireProtocol(ConsumerMember member, SyncGroupRequest request) {
        String type = request.protocolType();
        String name = request.protocolName();
        if ((type != null && !type.equals(ClassicGroup.CONSUMER_PROTOCOL_TYPE))
                || (name != null && !name.equals(chosen(member).name()))) {
            throw new ApiException(Errors.INCONSISTENT_GROUP_PROTOCOL);
        }
    }

    private byte[] assignment(ConsumerMember member) {
        Map<UUID, TreeSet<Integer>> partitions = new HashMap<>();
        member.current()
                .assigned()
                .forEach((topic, partition) ->
                        partitions.computeIfAbsent(topic, id -> new TreeSet<>()).add(partition));
        return ConsumerProtocol.bytes(
                Downgrade.assignment(Assignment.of(partitions), parts.topics().get()),
                ConsumerGroupRecords.bytes(chosen(member).metadata()));
    }
}
