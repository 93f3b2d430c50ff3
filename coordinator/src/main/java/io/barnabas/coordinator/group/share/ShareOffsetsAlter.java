// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.share.StatePartitions.Partitions;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * AlterShareGroupOffsets: share partitions of an empty group begin anew at other offsets. A group that does not exist comes into
 * being by it, as in Kafka. Partitions that do not exist are left out here.
 */
public final class ShareOffsetsAlter {

    private final ShareGroupParts parts;

    ShareOffsetsAlter(ShareGroupParts parts) {
        this.parts = parts;
    }

    /** Throws GROUP_ID_NOT_FOUND or NON_EMPTY_GROUP as an ApiException. */
    public CoordinatorResult<StateRequest> decide(AlterShareGroupOffsetsRequest request, long nowMs) {
        String groupId = request.groupId();
        GroupDraft<ShareGroup> draft = ShareGroupLookup.findOrCreate(
                parts.groups(), groupId, parts.hasOffsets().test(groupId), nowMs);
        if (!draft.group().isEmpty()) {
            throw new ApiException(Errors.NON_EMPTY_GROUP, Errors.NON_EMPTY_GROUP.message());
        }
        SortedMap<UUID, SortedMap<Integer, Long>> startOffsets =
                startOffsets(request, parts.topics().get());
        SortedMap<UUID, Partitions> topics = new TreeMap<>();
        startOffsets.forEach((topicId, offsets) -> {
            TopicImage.Topic topic = parts.topics().get().topic(topicId);
            if (topic != null) {
                topics.put(topicId, Partitions.of(topic.name(), offsets.keySet()));
            }
        });
        parts.initialization().begin(draft, topics);
        return draft.result(new StateRequest(groupId, draft.group().epoch(), startOffsets));
    }

    private static SortedMap<UUID, SortedMap<Integer, Long>> startOffsets(
            AlterShareGroupOffsetsRequest request, TopicImage image) {
        SortedMap<UUID, SortedMap<Integer, Long>> startOffsets = new TreeMap<>();
        request.topics().forEach(asked -> {
            TopicImage.Topic topic = image.topic(asked.topicName());
            if (topic != null) {
                asked.partitions().stream()
                        .filter(each -> each.partitionIndex() >= 0 && each.partitionIndex() < topic.partitionCount())
                        .forEach(each -> startOffsets
                                .computeIfAbsent(topic.id(), id -> new TreeMap<>())
                                .put(each.partitionIndex(), each.startOffset()));
            }
        });
        return startOffsets;
    }
}
