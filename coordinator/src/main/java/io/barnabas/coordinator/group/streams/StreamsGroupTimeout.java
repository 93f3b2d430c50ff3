// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens when a member's session runs out, or its time to give tasks up, or the time for a new group to gather; and the
 * timers after a restart.
 */
public final class StreamsGroupTimeout {

    private final StreamsGroupParts parts;

    StreamsGroupTimeout(StreamsGroupParts parts) {
        this.parts = parts;
    }

    public CoordinatorResult<Void> session(String groupId, String memberId, long nowMs) {
        return remove(groupId, memberId, false, "no heartbeat in time", nowMs);
    }

    public CoordinatorResult<Void> rebalance(String groupId, String memberId, long nowMs) {
        return remove(groupId, memberId, true, "it did not give up its tasks in time", nowMs);
    }

    private CoordinatorResult<Void> remove(
            String groupId, String memberId, boolean onlyIfUnrevoked, String reason, long nowMs) {
        StreamsGroup group = StreamsGroupLookup.find(parts.groups(), groupId);
        StreamsMember member = group == null ? null : group.find(memberId);
        if (group == null || member == null || (onlyIfUnrevoked && member.state() != MemberState.UNREVOKED_TASKS)) {
            return CoordinatorResult.nothing();
        }
        parts.groups().note(groupId, "member " + memberId + " is taken out: " + reason);
        var draft = new StreamsGroupDraft(group, nowMs);
        MemberRemoval.remove(draft, memberId);
        return draft.result(parts.groups(), null);
    }

    /** The members that have come by now share the tasks; they learn of it with their next heartbeats. */
    public CoordinatorResult<Void> firstAssignment(String groupId, long nowMs) {
        StreamsGroup group = StreamsGroupLookup.find(parts.groups(), groupId);
        if (group == null || group.isEmpty() || group.topology().isEmpty()) {
            return CoordinatorResult.nothing();
        }
        var draft = new StreamsGroupDraft(group, nowMs);
        ConfiguredTopology configured =
                draft.configure(group.topology().get(), parts.topics().get());
        draft.remember(draft.softState().withFirstAssignment(0));
        parts.target().assign(draft, configured);
        return draft.result(parts.groups(), null);
    }

    /** Members have not been heard since before the restart, and get their full times again. */
    public List<TimerChange> afterLoading() {
        List<TimerChange> timers = new ArrayList<>();
        parts.groups().modern().forEach((groupId, modern) -> {
            if (modern instanceof StreamsGroup group) {
                group.members().forEach(member -> timers.addAll(ofMember(groupId, member)));
            }
        });
        return timers;
    }

    private List<TimerChange> ofMember(String groupId, StreamsMember member) {
        List<TimerChange> timers = new ArrayList<>();
        timers.add(new TimerChange.Set(
                StreamsGroupTimers.session(groupId, member.memberId()),
                parts.settings().sessionTimeoutMs(groupId)));
        if (member.state() == MemberState.UNREVOKED_TASKS) {
            timers.add(new TimerChange.Set(
                    StreamsGroupTimers.rebalance(groupId, member.memberId()),
                    member.metadata().rebalanceTimeoutMs()));
        }
        return timers;
    }
}
