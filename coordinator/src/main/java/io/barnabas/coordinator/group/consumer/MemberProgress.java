// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.assignor.GroupSpec;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.MemberState;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a member take its next step towards its target, and limits the time it may take to give partitions back. */
final class MemberProgress {

    private MemberProgress() {}

    /** Where the member is then; {@code owned} is what it says it owns, or null when it has not said. */
    static CurrentAssignment advance(
            GroupDraft<ConsumerGroup> draft,
            String memberId,
            boolean subscriptionChanged,
            @Nullable List<TopicPartitions> owned,
            TopicImage topics) {
        ConsumerGroup group = draft.group();
        ConsumerMember member = group.get(memberId);
        int targetEpoch = group.target().epoch();
        if (!subscriptionChanged && member.current().isReconciledTo(targetEpoch)) {
            return member.current();
        }
        var reconciliation = new Reconciliation(
                targetEpoch,
                group.target().of(memberId),
                group.ownership(),
                GroupSpec.topicIds(group.topicsOf(member.metadata()), topics),
                subscriptionChanged,
                owned);
        CurrentAssignment next = reconciliation.step(member.current());
        if (!next.equals(member.current())) {
            draft.write(ConsumerGroupRecords.current(group.groupId(), memberId, next));
            watch(draft, member, next);
        }
        return next;
    }

    /** Members of the classic protocol have timers of their own, see {@link ClassicMemberHeartbeat}. */
    private static void watch(GroupDraft<ConsumerGroup> draft, ConsumerMember member, CurrentAssignment next) {
        if (member.usesClassicProtocol()) {
            return;
        }
        var timer = ConsumerGroupTimers.rebalance(draft.group().groupId(), member.memberId());
        if (next.state() == MemberState.UNREVOKED_PARTITIONS) {
            draft.setTimer(timer, member.metadata().rebalanceTimeoutMs());
        } else {
            draft.cancelTimer(timer);
        }
    }
}
