// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.COMPLETING_REBALANCE;
import static io.barnabas.coordinator.group.classic.ClassicGroupState.PREPARING_REBALANCE;
import static io.barnabas.coordinator.group.classic.ClassicGroupState.STABLE;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import java.util.List;

/** What happens when a member's session, the joining or the syncing of a group runs out of time. */
public final class GroupTimeout {

    private final Groups groups;
    private final Rebalance rebalance;

    public GroupTimeout(Groups groups, GroupConfig config) {
        this.groups = groups;
        this.rebalance = new Rebalance(config);
    }

    /** The member has shown no sign of life. */
    public CoordinatorResult<Void> session(String groupId, String memberId, long nowMs) {
        ClassicGroup group = groups.find(groupId);
        if (group == null) {
            return CoordinatorResult.nothing();
        }
        var change = new GroupChange(groups, group, nowMs);
        if (group.isPending(memberId)) {
            change.group().remove(memberId);
            rebalance.maybeCompleteJoin(change);
            return change.result(null);
        }
        ClassicMember member = group.find(memberId);
        if (member == null || isExcused(member)) {
            return CoordinatorResult.nothing();
        }
        groups.note(groupId, "member " + memberId + " is taken out: no heartbeat in time");
        change.remove(member);
        rebalance.prepareOrCompleteJoin(change, "session of member " + memberId + " expired");
        return change.result(null);
    }

    /** Who waits for us cannot heartbeat; a new member, however, may have gone without our knowing. */
    private static boolean isExcused(ClassicMember member) {
        return !member.isNew() && (member.awaitsJoin() || member.awaitsSync());
    }

    /** The joining has taken as long as it may. */
    public CoordinatorResult<Void> join(String groupId, long nowMs) {
        ClassicGroup group = groups.find(groupId);
        if (group == null || !group.is(PREPARING_REBALANCE)) {
            return CoordinatorResult.nothing();
        }
        var change = new GroupChange(groups, group, nowMs);
        rebalance.joinTimeout(change);
        return change.result(null);
    }

    /** Some members have not fetched their assignment: the group goes on without them. */
    public CoordinatorResult<Void> sync(String groupId, long nowMs) {
        ClassicGroup group = groups.find(groupId);
        if (group == null
                || !(group.is(COMPLETING_REBALANCE) || group.is(STABLE))
                || group.pendingSync().isEmpty()) {
            return CoordinatorResult.nothing();
        }
        var change = new GroupChange(groups, group, nowMs);
        List<String> late = List.copyOf(group.pendingSync());
        for (String memberId : late) {
            ClassicMember member = change.group().find(memberId);
            if (member != null) {
                change.remove(member);
            }
        }
        rebalance.prepare(change, "members did not sync in time: " + late);
        return change.result(null);
    }
}
