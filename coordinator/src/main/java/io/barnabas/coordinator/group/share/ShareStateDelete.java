// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Lets go of the states of share partitions, in two steps: that they are being deleted is written first, so that nobody takes them
 * for alive when the coordinator dies between the two; {@link #ended} follows when they are gone.
 */
public final class ShareStateDelete {

    private final ShareGroupParts parts;

    ShareStateDelete(ShareGroupParts parts) {
        this.parts = parts;
    }

    /** DeleteShareGroupOffsets: says which states are to go. Of topics of which there is none there is nothing to say. */
    public CoordinatorResult<List<SharePartitionKey>> ofTopics(String groupId, Collection<String> topics, long nowMs) {
        ShareGroup group = ShareGroupLookup.get(parts.groups(), groupId);
        if (!group.isEmpty()) {
            throw new ApiException(Errors.NON_EMPTY_GROUP, Errors.NON_EMPTY_GROUP.message());
        }
        SortedMap<UUID, String> ending = known(group.statePartitions());
        ending.values().retainAll(Set.copyOf(topics));
        return end(group, ending, nowMs);
    }

    /** Before a group is deleted: says which states are to go, if it is a share group and empty. */
    public CoordinatorResult<List<SharePartitionKey>> ofGroup(String groupId, long nowMs) {
        ShareGroup group = ShareGroupLookup.find(parts.groups(), groupId);
        return group == null || !group.isEmpty()
                ? CoordinatorResult.of(List.of())
                : end(group, known(group.statePartitions()), nowMs);
    }

    private static SortedMap<UUID, String> known(StatePartitions partitions) {
        SortedMap<UUID, String> topics = new TreeMap<>(partitions.deleting());
        partitions.initializing().forEach((topicId, each) -> topics.put(topicId, each.topic()));
        partitions.initialized().forEach((topicId, each) -> topics.put(topicId, each.topic()));
        return topics;
    }

    private CoordinatorResult<List<SharePartitionKey>> end(
            ShareGroup group, SortedMap<UUID, String> topics, long nowMs) {
        TopicImage image = parts.topics().get();
        List<SharePartitionKey> keys = new ArrayList<>();
        topics.keySet()
                .forEach(topicId -> numbers(group.statePartitions(), topicId, image)
                        .forEach(number -> keys.add(new SharePartitionKey(group.groupId(), topicId, number))));
        GroupDraft<ShareGroup> draft = ShareGroupLookup.draft(group, nowMs);
        StateInitialization.write(draft, group.statePartitions().end(topics));
        return draft.result(keys);
    }

    /** Of a topic that was being deleted before nobody knows any more how far that got. */
    private static SortedSet<Integer> numbers(StatePartitions partitions, UUID topicId, TopicImage image) {
        SortedSet<Integer> numbers = new TreeSet<>(partitions.initializedOf(topicId));
        numbers.addAll(partitions.initializingOf(topicId));
        TopicImage.Topic topic = image.topic(topicId);
        if (topic != null && partitions.deleting().containsKey(topicId)) {
            for (int number = 0; number < topic.partitionCount(); number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** The states of these topics are gone. */
    public CoordinatorResult<Boolean> ended(String groupId, Set<UUID> topicIds, long nowMs) {
        ShareGroup group = ShareGroupLookup.find(parts.groups(), groupId);
        if (group == null) {
            return CoordinatorResult.of(false);
        }
        GroupDraft<ShareGroup> draft = ShareGroupLookup.draft(group, nowMs);
        StateInitialization.write(draft, group.statePartitions().ended(topicIds));
        return draft.result(true);
    }

    /** What groups forget of topics that are no more; the share coordinator forgets their states by itself. */
    public List<CoordinatorRecord> ofDeletedTopics(Collection<String> topics) {
        List<CoordinatorRecord> records = new ArrayList<>();
        parts.groups().modern().values().forEach(modern -> {
            if (modern instanceof ShareGroup group) {
                SortedMap<UUID, String> known = known(group.statePartitions());
                StatePartitions rest = group.statePartitions()
                        .without(topicId -> topics.contains(known.get(topicId))
                                && parts.topics().get().topic(topicId) == null);
                if (!rest.equals(group.statePartitions())) {
                    records.add(ShareGroupRecords.statePartitions(group.groupId(), rest));
                }
            }
        });
        return records;
    }
}
