// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A group whose coordinator assigned, and whose members all speak the classic protocol by now: it goes on as a classic group,
 * at rest at the generation that its members know as their epoch.
 */
public final class FormerConsumerGroup {

    private final Groups groups;
    private final Rebalance rebalance;

    public FormerConsumerGroup(Groups groups, GroupConfig config) {
        this.groups = groups;
        this.rebalance = new Rebalance(config);
    }

    /**
     * Writes the classic group after the tombstones of the other.
     *
     * @param members without assignment
     * @param assignments gives the assignment of a member, for the protocol that was elected
     * @param rebalanceReason why the members have to rejoin at once, or null when they need not
     */
    public <R> CoordinatorResult<R> begin(
            String groupId,
            int generation,
            Collection<ClassicMember> members,
            BiFunction<ClassicMember, String, byte[]> assignments,
            @Nullable String rebalanceReason,
            CoordinatorResult<R> ofOldGroup,
            long nowMs) {
        String protocol = ProtocolVote.elect(members);
        ClassicGroup group = ClassicGroup.atRest(
                groupId, true, nowMs, ClassicGroup.CONSUMER_PROTOCOL_TYPE, protocol, null, generation);
        members.forEach(member -> group.add(member.withAssignment(assignments.apply(member, protocol))));
        var change = new GroupChange(groups, group, nowMs);
        change.record();
        change.group().members().forEach(change::startSession);
        if (rebalanceReason != null) {
            rebalance.prepare(change, rebalanceReason);
        }
        CoordinatorResult<R> ofNewGroup = change.result(ofOldGroup.response());
        return joined(ofOldGroup, ofNewGroup);
    }

    private static <R> CoordinatorResult<R> joined(CoordinatorResult<R> first, CoordinatorResult<R> second) {
        List<CoordinatorRecord> records = new ArrayList<>(first.records());
        records.addAll(second.records());
        List<TimerChange> timers = new ArrayList<>(first.timers());
        timers.addAll(second.timers());
        return new CoordinatorResult<>(records, second.response(), timers, second.answers(), second.softState());
    }
}
