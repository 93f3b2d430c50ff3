// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.OffsetFetchRequest;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.barnabas.wire.message.OffsetFetchResponse;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseTopic;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;

/**
 * The two shapes of OffsetFetch: a list of groups since version 8, one group spread over the top level before. An error of
 * the group has a place of its own from version 2 on; before it stands with each partition.
 */
final class OffsetFetchShape {
    private static final short FIRST_VERSION_WITH_GROUPS = 8;
    private static final short FIRST_VERSION_WITH_EPOCHS = 5;
    private static final short FIRST_VERSION_WITH_GROUP_ERROR = 2;
    private static final int NONE_COMMITTED = -1;

    private OffsetFetchShape() {}

    static List<OffsetFetchRequestGroup> groups(OffsetFetchRequest request, short version) {
        if (version >= FIRST_VERSION_WITH_GROUPS) {
            return request.groups();
        }
        var group = new OffsetFetchRequestGroup().setGroupId(request.groupId());
        if (request.topics() == null) {
            return List.of(group.setTopics(null));
        }
        List<OffsetFetchRequestTopics> topics = new ArrayList<>();
        request.topics()
                .forEach(topic -> topics.add(new OffsetFetchRequestTopics()
                        .setName(topic.name())
                        .setPartitionIndexes(topic.partitionIndexes())));
        return List.of(group.setTopics(topics));
    }

    static OffsetFetchResponse response(List<OffsetFetchResponseGroup> groups, short version) {
        if (version >= FIRST_VERSION_WITH_GROUPS) {
            return new OffsetFetchResponse().setGroups(groups);
        }
        OffsetFetchResponseGroup only = groups.get(0);
        var response = new OffsetFetchResponse().setErrorCode(only.errorCode());
        for (OffsetFetchResponseTopics topic : only.topics()) {
            var old = new OffsetFetchResponseTopic().setName(topic.name());
            topic.partitions().forEach(partition -> old.partitions().add(toOld(partition, version)));
            response.topics().add(old);
        }
        return response;
    }

    private static OffsetFetchResponsePartition toOld(OffsetFetchResponsePartitions partition, short version) {
        var old = new OffsetFetchResponsePartition()
                .setPartitionIndex(partition.partitionIndex())
                .setCommittedOffset(partition.committedOffset())
                .setMetadata(partition.metadata())
                .setErrorCode(partition.errorCode());
        return version >= FIRST_VERSION_WITH_EPOCHS
                ? old.setCommittedLeaderEpoch(partition.committedLeaderEpoch())
                : old;
    }

    /** The answer that says the whole group failed. */
    static OffsetFetchResponseGroup failed(OffsetFetchRequestGroup group, short version, Errors error) {
        var answer = new OffsetFetchResponseGroup().setGroupId(group.groupId()).setErrorCode(error.code());
        if (version >= FIRST_VERSION_WITH_GROUP_ERROR || group.topics() == null) {
            return answer;
        }
        for (OffsetFetchRequestTopics topic : group.topics()) {
            List<OffsetFetchResponsePartitions> partitions = new ArrayList<>();
            topic.partitionIndexes().forEach(index -> partitions.add(none(index, error)));
            answer.topics()
                    .add(new OffsetFetchResponseTopics().setName(topic.name()).setPartitions(partitions));
        }
        return answer;
    }

    static OffsetFetchResponsePartitions none(int partition, Errors error) {
        return new OffsetFetchResponsePartitions()
                .setPartitionIndex(partition)
                .setCommittedOffset(NONE_COMMITTED)
                .setCommittedLeaderEpoch(NONE_COMMITTED)
                .setMetadata("")
                .setErrorCode(error.code());
    }
}
