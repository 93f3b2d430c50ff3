// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.EMPTY;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.message.OffsetDeleteRequest;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.barnabas.wire.message.OffsetDeleteResponse;
import io.barnabas.wire.message.OffsetDeleteResponse.OffsetDeleteResponsePartition;
import io.barnabas.wire.message.OffsetDeleteResponse.OffsetDeleteResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;

/** OffsetDelete (KIP-496): forgets committed offsets, except of topics that the group's members consume. */
public final class OffsetDelete {

    private final Groups groups;
    private final CommittedOffsets offsets;

    public OffsetDelete(Groups groups, CommittedOffsets offsets) {
        this.groups = groups;
        this.offsets = offsets;
    }

    /**
     * Decides on all partitions of the request.
     *
     * @throws ApiException GROUP_ID_NOT_FOUND, or NON_EMPTY_GROUP when members are in it whose topics cannot be known
     */
    public CoordinatorResult<OffsetDeleteResponse> decide(OffsetDeleteRequest request) {
        String groupId = request.groupId();
        ModernGroup modern = groups.modern(groupId);
        ClassicGroup group = groups.find(groupId);
        boolean hasNone = modern == null ? group == null && !offsets.hasGroup(groupId) : !modern.keepsOffsets();
        if (hasNone) {
            throw new ApiException(Errors.GROUP_ID_NOT_FOUND, "Group " + groupId + " is not known.");
        }
        if (group != null && !group.is(EMPTY) && !group.usesConsumerProtocol()) {
            throw new ApiException(Errors.NON_EMPTY_GROUP, "Group " + groupId + " has members.");
        }
        Subscriptions subscriptions = Subscriptions.of(group);
        List<CoordinatorRecord> records = new ArrayList<>();
        List<OffsetDeleteResponseTopic> answers = new ArrayList<>();
        for (OffsetDeleteRequestTopic topic : request.topics()) {
            boolean isSubscribed =
                    modern == null ? subscriptions.include(topic.name()) : modern.isSubscribedTo(topic.name());
            List<OffsetDeleteResponsePartition> partitions = new ArrayList<>();
            for (OffsetDeleteRequestPartition partition : topic.partitions()) {
                int index = partition.partitionIndex();
                if (!isSubscribed && offsets.find(groupId, topic.name(), index) != null) {
                    records.add(CommittedOffset.tombstone(groupId, topic.name(), index));
                }
                partitions.add(new OffsetDeleteResponsePartition()
                        .setPartitionIndex(index)
                        .setErrorCode((isSubscribed ? Errors.GROUP_SUBSCRIBED_TO_TOPIC : Errors.NONE).code()));
            }
            answers.add(new OffsetDeleteResponseTopic().setName(topic.name()).setPartitions(partitions));
        }
        return CoordinatorResult.of(new OffsetDeleteResponse().setTopics(answers), records);
    }
}
