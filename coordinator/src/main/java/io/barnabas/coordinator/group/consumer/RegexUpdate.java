// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

    RegexUpdate(RegexLookup lookup, int refreshIntervalMs) {
        this.lookup = lookup;
        this.refreshIntervalMs = refreshIntervalMs;
    }

    /** Says whether topics that some member subscribes to have changed by it. */
    boolean update(GroupDraft<ConsumerGroup> draft, TopicImage topics, Predicate<String> mayDescribe) {
        Set<String> inUse = draft.group().members().stream()
                .map(ConsumerMember::metadata)
                .filter(MemberMetadata::hasRegex)
                .map(MemberMetadata::regex)
                .collect(Collectors.toCollection(TreeSet::new));
        MemberRemoval.forgetUnusedRegexes(draft);
        boolean changed = false;
        for (String regex : inUse) {
            ResolvedRegex old = draft.group().regexes().get(regex);
            if (old == null || topics.version() > old.version() || isStale(old, draft.nowMs())) {
                SortedSet<String> found = MemberMetadata.sorted(lookup.matches(regex, topics).stream()
                        .filter(mayDescribe)
                        .toList());
                if (old == null || !found.equals(old.topics())) {
                    draft.write(ConsumerGroupRecords.regex(
                            draft.group().groupId(), regex, new ResolvedRegex(found, topics.version(), draft.nowMs())));
                    changed |= !found.equals(old == null ? Set.of() : old.topics());
                }
            }
        }
        return changed;
    }

    private boolean isStale(ResolvedRegex resolved, long nowMs) {
        return nowMs - resolved.timestampMs() >= refreshIntervalMs;
    }
}
