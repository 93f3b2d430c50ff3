// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.TopicHashes;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.Collection;
import java.util.List;

/** Takes members out of a group, with everything that was known of them, and raises its epoch. */
final class MemberRemoval {

    private final TopicHashes hashes;

    MemberRemoval(TopicHashes hashes) {
        this.hashes = hashes;
    }

    void remove(GroupDraft<ConsumerGroup> draft, Collection<String> memberIds, TopicImage topics) {
        String groupId = draft.group().groupId();
        memberIds.forEach(memberId -> {
            writeTombstones(draft, memberId);
            draft.cancelTimer(ConsumerGroupTimers.session(groupId, memberId));
            draft.cancelTimer(ConsumerGroupTimers.rebalance(groupId, memberId));
        });
        forgetUnusedRegexes(draft);
        long hash = hashes.ofGroup(draft.group().subscribedTopics(), topics);
        draft.write(ConsumerGroupRecords.epoch(groupId, draft.group().epoch() + 1, hash));
    }

    /** In Kafka's order, which refuses to load a member that goes before its assignment. */
    static void writeTombstones(GroupDraft<ConsumerGroup> draft, String memberId) {
        String groupId = draft.group().groupId();
        draft.write(ConsumerGroupRecords.currentTombstone(groupId, memberId));
        draft.write(ConsumerGroupRecords.targetTombstone(groupId, memberId));
        draft.write(ConsumerGroupRecords.memberTombstone(groupId, memberId));
    }

    static void forgetUnusedRegexes(GroupDraft<ConsumerGroup> draft) {
        ConsumerGroup group = draft.group();
        for (String regex : List.copyOf(group.regexes().keySet())) {
            if (!group.isSubscribedBy(regex)) {
                draft.write(ConsumerGroupRecords.regexTombstone(group.groupId(), regex));
            }
        }
    }
}
