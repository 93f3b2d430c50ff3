// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.PREPARING_REBALANCE;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * JoinGroup: a member comes in, or comes back for the next generation. The answer waits until all have come.
 *
 * <p>KIP-394 (from version 4 a dynamic member is first given an id and joins with it), KIP-345 (static members), KIP-814
 * (a static leader that comes back skips the assignment).
 */
public final class JoinGroup {

    /** A member that cannot heartbeat yet, as it has no id, is given up after this. Kafka's constant. */
    static final int NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60 * 1_000;

    private static final int FIRST_VERSION_NEEDING_MEMBER_ID = 4;

    private final Groups groups;
    private final GroupConfig config;
    private final Supplier<String> uniqueIds;
    private final Rebalance rebalance;
    private final StaticRejoin staticRejoin;

    /**
     * The operation on the groups of one shard.
     *
     * @param uniqueIds gives ids nobody else gives; the tail of member ids
     */
    public JoinGroup(Groups groups, GroupConfig config, Supplier<String> uniqueIds) {
        this.groups = groups;
        this.config = config;
        this.uniqueIds = uniqueIds;
        this.rebalance = new Rebalance(config);
        this.staticRejoin = new StaticRejoin(rebalance);
    }

    public CoordinatorResult<JoinGroupResponse> decide(
            RequestOrigin origin, JoinGroupRequest request, CompletableFuture<JoinGroupResponse> waiting, long nowMs) {
        boolean isUnknownMember = request.memberId().isEmpty();
        ModernGroup modern = groups.modern(request.groupId());
        boolean givesWay = modern != null && modern.givesWayToClassic();
        if (groups.isOfOtherType(request.groupId()) && !givesWay) {
            return refuse(request.memberId(), Errors.INCONSISTENT_GROUP_PROTOCOL);
        }
        ClassicGroup group = groups.find(request.groupId());
        if (group == null && !isUnknownMember) {
            return refuse(request.memberId(), Errors.UNKNOWN_MEMBER_ID);
        }
        var change =
                new GroupChange(groups, group == null ? ClassicGroup.empty(request.groupId(), nowMs) : group, nowMs);
        if (group == null) {
            if (modern != null) {
                change.replace(modern);
            }
            change.record();
        }
        try {
            return isUnknownMember
                    ? joinNew(change, origin, request, waiting)
                    : joinExisting(change, origin, request, waiting);
        } catch (ApiException e) {
            return refuse(request.memberId(), e.error());
        }
    }

    private CoordinatorResult<JoinGroupResponse> joinNew(
            GroupChange change,
            RequestOrigin origin,
            JoinGroupRequest request,
            CompletableFuture<JoinGroupResponse> waiting) {
        ClassicGroup group = change.group();
        if (!hasRoomFor(group, "")) {
            return refuse("", Errors.GROUP_MAX_SIZE_REACHED);
        }
        if (!ProtocolVote.fits(group, request.protocolType(), request.protocols())) {
            return refuse("", Errors.INCONSISTENT_GROUP_PROTOCOL);
        }
        String instanceId = request.groupInstanceId();
        String newMemberId = (instanceId == null ? origin.clientId() : instanceId) + "-" + uniqueIds.get();
        if (instanceId != null) {
            String oldMemberId = group.staticMemberId(instanceId);
            if (oldMemberId != null) {
                return staticRejoin.replace(change, origin, request, oldMemberId, newMemberId, waiting);
            }
        } else if (origin.version() >= FIRST_VERSION_NEEDING_MEMBER_ID) {
            group.addPending(newMemberId);
            change.setTimer(GroupTimers.session(group.groupId(), newMemberId), request.sessionTimeoutMs());
            return change.result(failure(newMemberId, Errors.MEMBER_ID_REQUIRED));
        }
        return add(change, origin, request, newMemberId, waiting);
    }

    private CoordinatorResult<JoinGroupResponse> joinExisting(
            GroupChange change,
            RequestOrigin origin,
            JoinGroupRequest request,
            CompletableFuture<JoinGroupResponse> waiting) {
        ClassicGroup group = change.group();
        String memberId = request.memberId();
        if (!hasRoomFor(group, memberId)) {
            return expel(change, memberId);
        }
        if (!ProtocolVote.fits(group, request.protocolType(), request.protocols())) {
            return refuse(memberId, Errors.INCONSISTENT_GROUP_PROTOCOL);
        }
        if (group.isPending(memberId)) {
            return add(change, origin, request, memberId, waiting);
        }
        ClassicMember member = group.validateMember(memberId, request.groupInstanceId());
        return switch (group.state()) {
            case PREPARING_REBALANCE -> rejoin(change, request, member, waiting, "member " + memberId + " joins");
            case COMPLETING_REBALANCE ->
                member.matches(request.protocols())
                        // It may have missed the first answer.
                        ? CoordinatorResult.of(GroupChange.joined(group, memberId))
                        : rejoin(change, request, member, waiting, "member " + memberId + " changed its metadata");
            case STABLE -> {
                if (group.isLeader(memberId)) {
                    // The leader's way of asking for a new assignment, for instance when a topic grew.
                    yield rejoin(change, request, member, waiting, "leader " + memberId + " joins again");
                }
                yield member.matches(request.protocols())
                        ? CoordinatorResult.of(GroupChange.joined(group, memberId))
                        : rejoin(change, request, member, waiting, "member " + memberId + " changed its metadata");
            }
            case EMPTY, DEAD -> refuse(memberId, Errors.UNKNOWN_MEMBER_ID);
        };
    }

    private CoordinatorResult<JoinGroupResponse> add(
            GroupChange change,
            RequestOrigin origin,
            JoinGroupRequest request,
            String memberId,
            CompletableFuture<JoinGroupResponse> waiting) {
        ClassicGroup group = change.group();
        if (group.members().isEmpty()) {
            group.setProtocolType(request.protocolType());
        }
        if (group.is(PREPARING_REBALANCE) && group.generation() == 0) {
            group.setNewMemberAdded(true);
        }
        var member = new ClassicMember(
                        memberId,
                        request.groupInstanceId(),
                        origin.clientId(),
                        origin.clientHost(),
                        rebalanceTimeoutMs(request),
                        request.sessionTimeoutMs(),
                        request.protocols(),
                        new byte[0])
                .withNew(true)
                .withWaitingJoin(waiting);
        group.add(member);
        change.setTimer(GroupTimers.session(group.groupId(), memberId), NEW_MEMBER_JOIN_TIMEOUT_MS);
        rebalance.prepareOrCompleteJoin(change, "member " + memberId + " joins");
        return change.result(null);
    }

    private CoordinatorResult<JoinGroupResponse> rejoin(
            GroupChange change,
            JoinGroupRequest request,
            ClassicMember member,
            CompletableFuture<JoinGroupResponse> waiting,
            String reason) {
        ClassicMember updated =
                member.withProtocols(request.protocols(), rebalanceTimeoutMs(request), request.sessionTimeoutMs());
        change.group().put(change.awaitJoin(updated, waiting));
        rebalance.prepareOrCompleteJoin(change, reason);
        return change.result(null);
    }

    /**
     * While a group rebalances its size is the number of those that have come, so that a group that has grown too large
     * (the bound may have been lowered) loses the last to come back.
     */
    private boolean hasRoomFor(ClassicGroup group, String memberId) {
        ClassicMember member = group.find(memberId);
        return switch (group.state()) {
            case EMPTY, DEAD -> true;
            case PREPARING_REBALANCE ->
                (member != null && member.awaitsJoin()) || joinsWaiting(group) < config.maxSize();
            case COMPLETING_REBALANCE, STABLE ->
                member != null || group.members().size() < config.maxSize();
        };
    }

    private static long joinsWaiting(ClassicGroup group) {
        return group.members().stream().filter(ClassicMember::awaitsJoin).count();
    }

    private CoordinatorResult<JoinGroupResponse> expel(GroupChange change, String memberId) {
        ClassicMember member = change.group().find(memberId);
        if (member != null) {
            change.remove(member);
        } else {
            change.group().remove(memberId);
        }
        rebalance.maybeCompleteJoin(change);
        return change.result(failure("", Errors.GROUP_MAX_SIZE_REACHED));
    }

    /** Version 0 has no rebalance timeout; the session timeout serves as both then. */
    static int rebalanceTimeoutMs(JoinGroupRequest request) {
        return request.rebalanceTimeoutMs() == -1 ? request.sessionTimeoutMs() : request.rebalanceTimeoutMs();
    }

    private static CoordinatorResult<JoinGroupResponse> refuse(String memberId, Errors error) {
        return CoordinatorResult.of(failure(memberId, error));
    }

    static JoinGroupResponse failure(String memberId, Errors error) {
        return new JoinGroupResponse().setMemberId(memberId).setErrorCode(error.code());
    }
}
