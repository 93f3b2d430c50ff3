// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;

/**
 * All members subscribe to the same topics, so each has to get P/N partitions, or one more. Those that have one more keep
 * it as long as there are enough of that kind; everything else they have too many goes to those that lack.
 */
final class EvenSplit {

    private final List<String> memberIds;
    private final OwnedPartitions owned;

    EvenSplit(GroupSpec group, TopicImage topics) {
        memberIds = new ArrayList<>(new TreeSet<>(group.members().keySet()));
        owned = new OwnedPartitions(group, topics);
    }

    Map<String, Assignment> assign() {
        if (memberIds.isEmpty()) {
            return Map.of();
        }
        int partitions =
                owned.free().size() + memberIds.stream().mapToInt(owned::load).sum();
        int least = partitions / memberIds.size();
        int withOneMore = partitions % memberIds.size();
        for (String memberId : memberIds) {
            if (owned.load(memberId) > least) {
                boolean keepsOneMore = withOneMore > 0;
                owned.shrink(memberId, keepsOneMore ? least + 1 : least);
                withOneMore -= keepsOneMore ? 1 : 0;
            }
        }
        Queue<OwnedPartitions.Partition> free = new ArrayDeque<>(owned.free());
        for (String memberId : memberIds) {
            if (owned.load(memberId) <= least) {
                int quota = withOneMore > 0 ? least + 1 : least;
                withOneMore -= withOneMore > 0 ? 1 : 0;
                while (owned.load(memberId) < quota) {
                    owned.give(memberId, free.remove());
                }
            }
        }
        return owned.assignments();
    }
}
