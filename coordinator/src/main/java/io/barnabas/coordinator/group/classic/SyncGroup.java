// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.STABLE;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.message.SyncGroupRequest.SyncGroupRequestAssignment;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * SyncGroup: members fetch their assignment of the generation; the leader brings them all. Followers wait for the leader,
 * and everybody for the record that says so. KIP-559 (protocol type and name are checked from version 5).
 */
public final class SyncGroup {

    private final Groups groups;

    public SyncGroup(Groups groups) {
        this.groups = groups;
    }

    public CoordinatorResult<SyncGroupResponse> decide(
            SyncGroupRequest request, CompletableFuture<SyncGroupResponse> waiting, long nowMs) {
        ClassicGroup group = groups.find(request.groupId());
        if (group == null) {
            return refuse(Errors.UNKNOWN_MEMBER_ID);
        }
        ClassicMember member;
        try {
            member = group.validateMember(request.memberId(), request.groupInstanceId());
        } catch (ApiException e) {
            return refuse(e.error());
        }
        if (request.generationId() != group.generation()) {
            return refuse(Errors.ILLEGAL_GENERATION);
        }
        if (differs(request.protocolType(), group.protocolType())
                || differs(request.protocolName(), group.protocol())) {
            return refuse(Errors.INCONSISTENT_GROUP_PROTOCOL);
        }
        return switch (group.state()) {
            case EMPTY, DEAD -> refuse(Errors.UNKNOWN_MEMBER_ID);
            case PREPARING_REBALANCE -> refuse(Errors.REBALANCE_IN_PROGRESS);
            case COMPLETING_REBALANCE -> sync(new GroupChange(groups, group, nowMs), member, request, waiting);
            case STABLE -> {
                if (!group.pendingSync().contains(member.memberId())) {
                    yield CoordinatorResult.of(assigned(group, member));
                }
                var change = new GroupChange(groups, group, nowMs);
                noteSync(change, member.memberId());
                yield change.result(assigned(group, member));
            }
        };
    }

    private static CoordinatorResult<SyncGroupResponse> sync(
            GroupChange change,
            ClassicMember member,
            SyncGroupRequest request,
            CompletableFuture<SyncGroupResponse> waiting) {
        if (member.waitingSync() != null) {
            // It has asked again, perhaps on a new connection; only the last question counts.
            change.answerSync(member, new SyncGroupResponse().setErrorCode(Errors.REBALANCE_IN_PROGRESS.code()));
        }
        change.group().put(member.withWaitingSync(waiting));
        noteSync(change, member.memberId());
        if (change.group().isLeader(member.memberId())) {
            settle(change, request.assignments());
        }
        return change.result(null);
    }

    /** The leader has spoken: the generation is written, and all who wait get their part. */
    private static void settle(GroupChange change, List<SyncGroupRequestAssignment> assignments) {
        ClassicGroup group = change.group();
        Map<String, byte[]> byMember = new HashMap<>();
        assignments.forEach(each -> byMember.put(each.memberId(), each.assignment()));
        group.transitionTo(STABLE, change.nowMs());
        for (ClassicMember each : List.copyOf(group.members())) {
            byte[] assignment = byMember.get(each.memberId());
            ClassicMember settled = assignment == null ? each.withoutAssignment() : each.withAssignment(assignment);
            if (change.answerSync(each, assigned(group, settled))) {
                // Its session was not watched while it waited.
                change.startSession(each);
            }
            group.put(settled.withWaitingSync(null));
        }
        change.record();
    }

    private static void noteSync(GroupChange change, String memberId) {
        ClassicGroup group = change.group();
        group.pendingSync().remove(memberId);
        if (group.pendingSync().isEmpty()) {
            change.cancelTimer(GroupTimers.sync(group.groupId()));
        }
    }

    private static SyncGroupResponse assigned(ClassicGroup group, ClassicMember member) {
        return new SyncGroupResponse()
                .setProtocolType(group.protocolType())
                .setProtocolName(group.protocol())
                .setAssignment(member.assignment());
    }

    private static boolean differs(@Nullable String given, @Nullable String ours) {
        return given != null && !given.equals(ours);
    }

    private static CoordinatorResult<SyncGroupResponse> refuse(Errors error) {
        return CoordinatorResult.of(new SyncGroupResponse().setErrorCode(error.code()));
    }
}
