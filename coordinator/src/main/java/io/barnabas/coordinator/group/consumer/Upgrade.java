// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicMember;
import io.barnabas.coordinator.group.classic.ConsumerProtocol;
import io.barnabas.coordinator.group.classic.GroupMetadata;
import io.barnabas.coordinator.group.classic.GroupTimers;
import io.barnabas.coordinator.group.consumer.MemberMetadata.ClassicMetadata;
import io.barnabas.coordinator.group.consumer.MemberMetadata.ClassicProtocol;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.MemberState;
import io.barnabas.coordinator.group.modern.TopicHashes;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.ConsumerProtocolAssignment;
import io.barnabas.wire.message.ConsumerProtocolSubscription;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.InvalidMessageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A classic group with members becomes a consumer group when the first member of that protocol joins it: its generation is
 * the epoch of everything, its members have and are to have what their leader gave them, and go on in their protocol. Members
 * that wait for a rebalance are told that there is one, and come again.
 */
final class Upgrade {

    private final ConsumerGroupConfig config;
    private final TopicHashes hashes;

    Upgrade(ConsumerGroupConfig config, TopicHashes hashes) {
        this.config = config;
        this.hashes = hashes;
    }

    /** @throws ApiException GROUP_ID_NOT_FOUND when it may or can not be */
    GroupDraft<ConsumerGroup> draft(ClassicGroup classic, TopicImage topics, long nowMs) {
        check(classic);
        List<ConsumerMember> members = new ArrayList<>();
        for (ClassicMember member : classic.members()) {
            members.add(member(classic, member, topics));
        }
        String groupId = classic.groupId();
        var draft = new GroupDraft<>(new ConsumerGroup(groupId), ConsumerGroup::copy, nowMs);
        draft.writeAside(GroupMetadata.tombstone(groupId));
        draft.changeTimers(GroupTimers.cancelAll(classic));
        classic.members().forEach(member -> draft.answer(member.turnAway(Errors.REBALANCE_IN_PROGRESS)));
        members.forEach(member -> draft.write(ConsumerGroupRecords.member(groupId, member)));
        draft.write(ConsumerGroupRecords.epoch(
                groupId, classic.generation(), hashes.ofGroup(draft.group().subscribedTopics(), topics)));
        members.forEach(member ->
                draft.write(ConsumerGroupRecords.target(groupId, member.memberId(), target(member.current()))));
        draft.write(ConsumerGroupRecords.target(groupId, classic.generation(), 0));
        members.forEach(
                member -> draft.write(ConsumerGroupRecords.current(groupId, member.memberId(), member.current())));
        classic.members()
                .forEach(member -> draft.setTimer(
                        ConsumerGroupTimers.session(groupId, member.memberId()), member.sessionTimeoutMs()));
        return draft;
    }

    private void check(ClassicGroup classic) {
        if (!config.migrationPolicy().allowsUpgrade()) {
            throw refusal(classic, "online upgrade is disabled.");
        } else if (!classic.usesConsumerProtocol()) {
            throw refusal(classic, "the group does not use the consumer embedded protocol.");
        } else if (classic.members().size() > config.maxSize()) {
            throw refusal(classic, "the group size exceeds the consumer group maximum size.");
        }
    }

    private static ApiException refusal(ClassicGroup classic, String reason) {
        return new ApiException(
                Errors.GROUP_ID_NOT_FOUND,
                "Cannot upgrade classic group " + classic.groupId() + " to consumer group because " + reason);
    }

    private static ConsumerMember member(ClassicGroup classic, ClassicMember member, TopicImage topics) {
        try {
            ConsumerProtocolSubscription subscription =
                    ConsumerProtocol.subscription(member.metadata(protocol(classic, member)));
            var metadata = new MemberMetadata(
                    member.instanceId(),
                    subscription.rackId(),
                    member.clientId(),
                    member.clientHost(),
                    MemberMetadata.sorted(subscription.topics()),
                    "",
                    member.rebalanceTimeoutMs(),
                    null,
                    new ClassicMetadata(member.sessionTimeoutMs(), protocols(member.protocols())));
            int generation = classic.generation();
            var current = new CurrentAssignment(
                    generation,
                    generation,
                    MemberState.STABLE,
                    assigned(classic, member.assignment(), topics),
                    PartitionEpochs.NONE);
            return new ConsumerMember(member.memberId(), metadata, current);
        } catch (InvalidMessageException e) {
            throw refusal(classic, "the embedded consumer protocol is malformed.");
        }
    }

    /** The elected protocol; in the middle of a group's first rebalance there is none yet, but all fit. */
    private static String protocol(ClassicGroup classic, ClassicMember member) {
        String elected = classic.protocol();
        return elected == null ? member.protocols().get(0).name() : elected;
    }

    static List<ClassicProtocol> protocols(
            List<io.barnabas.wire.message.JoinGroupRequest.JoinGroupRequestProtocol> protocols) {
        return protocols.stream()
                .map(protocol -> new ClassicProtocol(protocol.name(), ByteBuffer.wrap(protocol.metadata())))
                .toList();
    }

    private static PartitionEpochs assigned(ClassicGroup classic, byte[] bytes, TopicImage topics) {
        if (bytes.length == 0) {
            return PartitionEpochs.NONE;
        }
        ConsumerProtocolAssignment assignment = ConsumerProtocol.assignment(bytes);
        if (assignment.userData() != null && assignment.userData().length > 0) {
            throw refusal(
                    classic,
                    "an unsupported custom assignor is in use. Please refer to the documentation or switch to a default"
                            + " assignor before re-attempting the upgrade.");
        }
        Map<UUID, Map<Integer, Integer>> partitions = new HashMap<>();
        assignment.assignedPartitions().forEach(topic -> {
            TopicImage.Topic known = topics.topic(topic.topic());
            if (known != null) {
                Map<Integer, Integer> epochs = partitions.computeIfAbsent(known.id(), id -> new HashMap<>());
                topic.partitions().forEach(partition -> epochs.put(partition, classic.generation()));
            }
        });
        return PartitionEpochs.of(partitions);
    }

    private static Assignment target(CurrentAssignment current) {
        Map<UUID, List<Integer>> partitions = new HashMap<>();
        current.assigned()
                .forEach((topic, partition) -> partitions
                        .computeIfAbsent(topic, id -> new ArrayList<>())
                        .add(partition));
        return Assignment.of(partitions);
    }
}
