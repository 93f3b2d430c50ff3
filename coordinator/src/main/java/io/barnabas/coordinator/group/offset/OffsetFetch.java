// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * OffsetFetch, in the shape it has since version 8 (the handler turns older requests into it): what one group has
 * committed, for the partitions asked or for all. Nothing committed is offset -1, not an error; so is a commit made for
 * an earlier topic of the same name.
 */
public final class OffsetFetch {

    private static final long NONE_COMMITTED = -1;
    private static final int NO_EPOCH = -1;

    private final Groups groups;
    private final CommittedOffsets offsets;

    public OffsetFetch(Groups groups, CommittedOffsets offsets) {
        this.groups = groups;
        this.offsets = offsets;
    }

    /**
     * Answers for one group.
     *
     * @param requireStable answer UNSTABLE_OFFSET_COMMIT where a transaction may still change the offset
     * @throws ApiException when a member asks that is not one, or not at its epoch (KIP-848)
     */
    public OffsetFetchResponseGroup decide(OffsetFetchRequestGroup request, boolean requireStable) {
        ModernGroup modern = groups.modern(request.groupId());
        if (modern != null) {
            modern.validateFetch(request.memberId(), request.memberEpoch());
        }
        List<OffsetFetchResponseTopics> topics = request.topics() == null
                ? fetchAll(request.groupId(), requireStable)
                : fetch(request.groupId(), request.topics(), requireStable);
        return new OffsetFetchResponseGroup().setGroupId(request.groupId()).setTopics(topics);
    }

    private List<OffsetFetchResponseTopics> fetch(
            String groupId, List<OffsetFetchRequestTopics> asked, boolean requireStable) {
        List<OffsetFetchResponseTopics> topics = new ArrayList<>();
        for (OffsetFetchRequestTopics topic : asked) {
            List<OffsetFetchResponsePartitions> partitions = new ArrayList<>();
            for (int partition : topic.partitionIndexes()) {
                CommittedOffset offset = offsets.find(groupId, topic.name(), partition);
                boolean counts = offset != null && !isOfOtherTopic(offset.topicId(), topic.topicId());
                partitions.add(answer(groupId, topic.name(), partition, counts ? offset : null, requireStable));
            }
            topics.add(new OffsetFetchResponseTopics()
                    .setName(topic.name())
                    .setTopicId(topic.topicId())
                    .setPartitions(partitions));
        }
        return topics;
    }

    private List<OffsetFetchResponseTopics> fetchAll(String groupId, boolean requireStable) {
        List<OffsetFetchResponseTopics> topics = new ArrayList<>();
        offsets.ofGroup(groupId).forEach((topic, committed) -> {
            List<OffsetFetchResponsePartitions> partitions = new ArrayList<>();
            for (Map.Entry<Integer, CommittedOffset> each : committed.entrySet()) {
                partitions.add(answer(groupId, topic, each.getKey(), each.getValue(), requireStable));
            }
            topics.add(new OffsetFetchResponseTopics().setName(topic).setPartitions(partitions));
        });
        return topics;
    }

    private OffsetFetchResponsePartitions answer(
            String groupId, String topic, int partition, @Nullable CommittedOffset offset, boolean requireStable) {
        var answer = new OffsetFetchResponsePartitions().setPartitionIndex(partition);
        if (requireStable && offsets.isPending(groupId, topic, partition)) {
            return answer.setErrorCode(Errors.UNSTABLE_OFFSET_COMMIT.code())
                    .setCommittedOffset(NONE_COMMITTED)
                    .setCommittedLeaderEpoch(NO_EPOCH)
                    .setMetadata("");
        }
        if (offset == null) {
            return answer.setCommittedOffset(NONE_COMMITTED)
                    .setCommittedLeaderEpoch(NO_EPOCH)
                    .setMetadata("");
        }
        return answer.setCommittedOffset(offset.offset())
                .setCommittedLeaderEpoch(offset.leaderEpoch())
                .setMetadata(offset.metadata());
    }

    private static boolean isOfOtherTopic(UUID committed, UUID asked) {
        return !committed.equals(Uuids.ZERO) && !asked.equals(Uuids.ZERO) && !committed.equals(asked);
    }
}
