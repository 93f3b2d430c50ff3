// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.TableOrder;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse.Member;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse.TopicPartitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** ConsumerGroupDescribe: one group, with what its members have and are to have. */
public final class ConsumerGroupDescribe {

    private static final byte CLASSIC_MEMBER = 0;
    private static final byte CONSUMER_MEMBER = 1;

    private final Groups groups;
    private final ConsumerGroupParts parts;

    public ConsumerGroupDescribe(Groups groups, ConsumerGroupParts parts) {
        this.groups = groups;
        this.parts = parts;
    }

    /** Throws GROUP_ID_NOT_FOUND as an ApiException. */
    public DescribedGroup decide(String groupId) {
        ConsumerGroup group = ConsumerGroupLookup.get(groups, groupId);
        TopicImage topics = parts.topics().get();
        var described = new DescribedGroup()
                .setGroupId(groupId)
                .setGroupState(group.stateName())
                .setGroupEpoch(group.epoch())
                .setAssignmentEpoch(group.target().epoch())
                .setAssignorName(
                        TargetUpdate.assignorName(group, parts.settings().broker()));
        group.members().stream()
                .sorted(Comparator.comparing(ConsumerMember::memberId, TableOrder.ofKeys()))
                .forEach(member -> described.members().add(describe(group, member, topics)));
        return described;
    }

    private static Member describe(ConsumerGroup group, ConsumerMember member, TopicImage topics) {
        MemberMetadata metadata = member.metadata();
        return new Member()
                .setMemberId(member.memberId())
                .setMemberEpoch(member.epoch())
                .setInstanceId(metadata.instanceId())
                .setRackId(metadata.rackId())
                .setClientId(metadata.clientId())
                .setClientHost(metadata.clientHost())
                .setSubscribedTopicNames(List.copyOf(metadata.topics()))
                .setSubscribedTopicRegex(metadata.regex())
                .setAssignment(assignment(inHand(member), topics))
                .setTargetAssignment(assignment(group.target().of(member.memberId()), topics))
                .setMemberType(member.usesClassicProtocol() ? CLASSIC_MEMBER : CONSUMER_MEMBER);
    }

    /** What it has, what it is about to give back included. */
    private static Assignment inHand(ConsumerMember member) {
        Map<UUID, Collection<Integer>> partitions = new HashMap<>();
        member.current()
                .assigned()
                .forEach((topic, number) ->
                        partitions.computeIfAbsent(topic, id -> new TreeSet<>()).add(number));
        member.current()
                .pendingRevocation()
                .forEach((topic, number) ->
                        partitions.computeIfAbsent(topic, id -> new TreeSet<>()).add(number));
        return Assignment.of(partitions);
    }

    private static ConsumerGroupDescribeResponse.Assignment assignment(Assignment assignment, TopicImage topics) {
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
        return new ConsumerGroupDescribeResponse.Assignment().setTopicPartitions(described);
    }
}
