// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.MemberState;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import java.util.ArrayList;
import java.util.List;

/** What happens when a member's session runs out, or its time to give partitions back; and the timers after a restart. */
public final class ConsumerGroupTimeout {

    private final Groups groups;
    private final ConsumerGroupParts parts;

    public ConsumerGroupTimeout(Groups groups, ConsumerGroupParts parts) {
        this.groups = groups;
        this.parts = parts;
    }

    public CoordinatorResult<Void> session(String groupId, String memberId, long nowMs) {
        return remove(groupId, memberId, false, "no heartbeat in time", nowMs);
    }

    public CoordinatorResult<Void> rebalance(String groupId, String memberId, long nowMs) {
        return remove(groupId, memberId, true, "it did not give back its partitions in time", nowMs);
    }

    public CoordinatorResult<Void> join(String groupId, String memberId, long nowMs) {
        return remove(groupId, memberId, false, "it did not rejoin in time", nowMs);
    }

    public CoordinatorResult<Void> sync(String groupId, String memberId, long nowMs) {
        return remove(groupId, memberId, false, "it did not fetch its assignment in time", nowMs);
    }

    private CoordinatorResult<Void> remove(
            String groupId, String memberId, boolean onlyIfUnrevoked, String reason, long nowMs) {
        ConsumerGroup group = ConsumerGroupLookup.find(groups, groupId);
        ConsumerMember member = group == null ? null : group.find(memberId);
        if (group == null
                || member == null
                || (onlyIfUnrevoked && member.state() != MemberState.UNREVOKED_PARTITIONS)) {
            return CoordinatorResult.nothing();
        }
        groups.note(groupId, "member " + memberId + " is taken out: " + reason);
        GroupDraft<ConsumerGroup> draft = new GroupDraft<>(group, ConsumerGroup::copy, nowMs);
        return parts.removal()
                .remove(draft, List.of(memberId), null, parts.topics().get());
    }

    /** Members have not been heard since before the restart, and get their full times again. */
    public List<TimerChange> afterLoading() {
        List<TimerChange> timers = new ArrayList<>();
        groups.modern().forEach((groupId, modern) -> {
            if (modern instanceof ConsumerGroup group) {
                group.members().forEach(member -> timers.addAll(ofMember(groupId, member)));
            }
        });
        return timers;
    }

    private List<TimerChange> ofMember(String groupId, ConsumerMember member) {
        List<TimerChange> timers = new ArrayList<>();
        timers.add(new TimerChange.Set(
                ConsumerGroupTimers.session(groupId, member.memberId()), sessionTimeoutMs(groupId, member)));
        if (member.state() == MemberState.UNREVOKED_PARTITIONS && !member.usesClassicProtocol()) {
            timers.add(new TimerChange.Set(
                    ConsumerGroupTimers.rebalance(groupId, member.memberId()),
                    member.metadata().rebalanceTimeoutMs()));
        }
        return timers;
    }

    private long sessionTimeoutMs(String groupId, ConsumerMember member) {
        MemberMetadata.ClassicMetadata classic = member.metadata().classic();
        return classic == null ? parts.settings().sessionTimeoutMs(groupId) : classic.sessionTimeoutMs();
    }
}
