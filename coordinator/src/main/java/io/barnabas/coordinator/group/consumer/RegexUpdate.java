// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/**
 * Keeps the topics of a group's regular expressions up to date: looks up those that are new, all when topics have come or
 * gone, and drops those that nobody subscribes by any more. What the member that asks may not describe is not found.
 *
 * <p>Unlike Kafka, which looks up in the background and at most every ten seconds, so that a member gets its partitions with
 * a later heartbeat, it is done at once.
 */
final class RegexUpdate {

    private final RegexLookup lookup;
    private final int refreshIntervalMs;
    /** When the groups were found up to date with the present image. Soft. */
    private final Map<String, Long> checkedAtMs = new HashMap<>();

    private long imageVersion = -1;

    RegexUpdate(RegexLookup lookup, int refreshIntervalMs) {
        this.lookup = lookup;
        this.refreshIntervalMs = refreshIntervalMs;
    }

    /** Says whether topics that some member subscribes to have changed by it. */
    boolean update(GroupDraft<ConsumerGroup> draft, TopicImage topics, Predicate<String> mayDescribe) {
        MemberRemoval.forgetUnusedRegexes(draft);
        if (isUpToDate(draft, topics)) {
            return false;
        }
        boolean changed = false;
        String groupId = draft.group().groupId();
        for (String regex : draft.group().subscribedRegexes()) {
            ResolvedRegex old = draft.group().regexes().get(regex);
            SortedSet<String> found = MemberMetadata.sorted(
                    lookup.matches(regex, topics).stream().filter(mayDescribe).toList());
            if (old == null || !found.equals(old.topics())) {
                draft.write(ConsumerGroupRecords.regex(
                        groupId, regex, new ResolvedRegex(found, topics.version(), draft.nowMs())));
                changed |= !found.equals(old == null ? Set.of() : old.topics());
            }
        }
        if (!changed) {
            checkedAtMs.put(groupId, draft.nowMs());
        }
        return changed;
    }

    private boolean isUpToDate(GroupDraft<ConsumerGroup> draft, TopicImage topics) {
        if (topics.version() != imageVersion) {
            checkedAtMs.clear();
            imageVersion = topics.version();
        }
        ConsumerGroup group = draft.group();
        Long checked = checkedAtMs.get(group.groupId());
        boolean isFresh = checked != null && draft.nowMs() - checked < refreshIntervalMs;
        return group.subscribedRegexes().isEmpty()
                || (isFresh && group.regexes().keySet().containsAll(group.subscribedRegexes()));
    }
}
