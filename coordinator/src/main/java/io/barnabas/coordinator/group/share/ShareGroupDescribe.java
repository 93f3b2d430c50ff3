// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.ShareGroupDescribeResponse;
import io.barnabas.wire.message.ShareGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.message.ShareGroupDescribeResponse.Member;
import io.barnabas.wire.message.ShareGroupDescribeResponse.TopicPartitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** ShareGroupDescribe: one group, with what its members have. */
public final class ShareGroupDescribe {

    private final ShareGroupParts parts;

    ShareGroupDescribe(ShareGroupParts parts) {
        this.parts = parts;
    }

    /** Throws GROUP_ID_NOT_FOUND as an ApiException. */
    public DescribedGroup decide(String groupId) {
        ShareGroup group = ShareGroupLookup.get(parts.groups(), groupId);
        TopicImage topics = parts.topics().get();
        var described = new DescribedGroup()
                .setGroupId(groupId)
                .setGroupState(group.stateName())
                .setGroupEpoch(group.epoch())
                .setAssignmentEpoch(group.target().epoch())
                .setAssignorName(parts.settings().broker().assignors().get(0));
        group.members().forEach(member -> described.members().add(describe(member, topics)));
        return described;
    }

    /** Which partitions have a state, by topic; none when there is no such group. */
    public Map<String, List<Integer>> partitionsWithState(String groupId) {
        ShareGroup group = ShareGroupLookup.find(parts.groups(), groupId);
        Map<String, List<Integer>> partitions = new TreeMap<>();
        if (group != null) {
            group.statePartitions()
                    .initialized()
                    .values()
                    .forEach(each -> partitions.put(each.topic(), List.copyOf(each.numbers())));
        }
        return partitions;
    }

    private static Member describe(ShareMember member, TopicImage topics) {
        return new Member()
                .setMemberId(member.memberId())
                .setMemberEpoch(member.epoch())
                .setRackId(member.metadata().rackId())
                .setClientId(member.metadata().clientId())
                .setClientHost(member.metadata().clientHost())
                .setSubscribedTopicNames(List.copyOf(member.metadata().topics()))
                .setAssignment(assignment(member.assigned(), topics));
    }

    private static ShareGroupDescribeResponse.Assignment assignment(Assignment assignment, TopicImage topics) {
        List<TopicPartitions> described = new ArrayList<>();
        assignment.partitions().forEach((id, partitions) -> {
            TopicImage.Topic topic = topics.topic(id);
            if (topic != null) {
                described.add(new TopicPartitions()
                        .setTopicId(id)
                        .setTopicName(topic.name())
                        .setPartitions(List.copyOf(partitions)));
            }
        });
        return new ShareGroupDescribeResponse.Assignment().setTopicPartitions(described);
    }
}
