// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.TopicHashes;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes members out of a group, with everything that was known of them, and raises its epoch. If those that stay all speak the
 * classic protocol, it becomes a classic group.
 */
final class MemberRemoval {

    private final TopicHashes hashes;
    private final Downgrade downgrade;

    MemberRemoval(TopicHashes hashes, Downgrade downgrade) {
        this.hashes = hashes;
        this.downgrade = downgrade;
    }

    <R> CoordinatorResult<R> remove(
            GroupDraft<ConsumerGroup> draft, Collection<String> memberIds, @Nullable R response, TopicImage topics) {
        if (memberIds.isEmpty()) {
            return draft.result(response);
        }
        if (downgrade.isDueWithout(draft.group(), memberIds)) {
            return downgrade.convert(
                    draft, memberIds, "the last members of the consumer protocol left: " + memberIds, response, topics);
        }
        String groupId = draft.group().groupId();
        memberIds.forEach(memberId -> {
            writeTombstones(draft, memberId);
            ConsumerGroupTimers.cancelAll(draft, memberId);
        });
        forgetUnusedRegexes(draft);
        long hash = hashes.ofGroup(draft.group().subscribedTopics(), topics);
        draft.write(ConsumerGroupRecords.epoch(groupId, draft.group().epoch() + 1, hash));
        return draft.result(response);
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
            if (!group.subscribedRegexes().contains(regex)) {
                draft.write(ConsumerGroupRecords.regexTombstone(group.groupId(), regex));
            }
        }
    }
}
