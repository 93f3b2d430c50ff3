// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.classic.ClassicMember;
import io.barnabas.coordinator.group.classic.ConsumerProtocol;
import io.barnabas.coordinator.group.classic.FormerConsumerGroup;
import io.barnabas.coordinator.group.consumer.MemberMetadata.ClassicMetadata;
import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.ConsumerProtocolAssignment;
import io.barnabas.wire.message.ConsumerProtocolAssignment.TopicPartition;
import io.barnabas.wire.message.JoinGroupRequest.JoinGroupRequestProtocol;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.InvalidMessageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group becomes a classic one when its last member of the consumer protocol goes and others stay, or gives its
 * place as a static member to one of the classic protocol. The members keep what the coordinator's target gives them.
 */
final class Downgrade {

    private final Groups groups;
    private final GroupConfig config;
    private final FormerConsumerGroup classic;

    Downgrade(Groups groups, GroupConfig config) {
        this.groups = groups;
        this.config = config;
        this.classic = new FormerConsumerGroup(groups, config);
    }

    /** Whether the group is to be a classic one once these members have gone. */
    boolean isDueWithout(ConsumerGroup group, Collection<String> leaving) {
        int left = group.members().size() - leaving.size();
        return left > 0 && isDue(group, leaving, left);
    }

    /** Whether the group is to be a classic one once this member's place has gone to one of the classic protocol. */
    boolean isDueInPlaceOf(ConsumerGroup group, ConsumerMember replaced) {
        return !replaced.usesClassicProtocol()
                && isDue(group, List.of(replaced.memberId()), group.members().size());
    }

    private boolean isDue(ConsumerGroup group, Collection<String> except, int size) {
        return config.consumer().migrationPolicy().allowsDowngrade()
                && size <= config.maxSize()
                && group.members().stream()
                        .allMatch(member -> except.contains(member.memberId()) || member.usesClassicProtocol());
    }

    /**
     * Turns the group of the draft into a classic one.
     *
     * @param leaving members that are not to be in it
     * @param rebalanceReason why its members have to rejoin at once, or null when they need not
     */
    <R> CoordinatorResult<R> convert(
            GroupDraft<ConsumerGroup> draft,
            Collection<String> leaving,
            @Nullable String rebalanceReason,
            @Nullable R response,
            TopicImage topics) {
        ConsumerGroup group = draft.group();
        groups.note(group.groupId(), "becomes a classic group");
        List<ClassicMember> members = new ArrayList<>();
        group.members().forEach(member -> {
            ConsumerGroupTimers.cancelAll(draft, member.memberId());
            if (!leaving.contains(member.memberId())) {
                members.add(member(member));
            }
        });
        group.tombstones().forEach(draft::writeAside);
        try {
            return classic.begin(
                    group.groupId(),
                    draft.before().epoch(),
                    members,
                    (member, protocol) -> ConsumerProtocol.bytes(
                            assignment(group.target().of(member.memberId()), topics), member.metadata(protocol)),
                    rebalanceReason,
                    draft.result(response),
                    draft.nowMs());
        } catch (InvalidMessageException e) {
            throw new ApiException(
                    Errors.GROUP_ID_NOT_FOUND,
                    "Cannot downgrade the classic group " + group.groupId() + ": " + e.getMessage() + ".");
        }
    }

    private static ClassicMember member(ConsumerMember member) {
        MemberMetadata metadata = member.metadata();
        ClassicMetadata classic = metadata.classic();
        if (classic == null) {
            throw new IllegalStateException(member.memberId() + " does not speak the classic protocol");
        }
        List<JoinGroupRequestProtocol> protocols = new ArrayList<>();
        classic.protocols()
                .forEach(protocol -> protocols.add(new JoinGroupRequestProtocol()
                        .setName(protocol.name())
                        .setMetadata(ConsumerGroupRecords.bytes(protocol.metadata()))));
        return new ClassicMember(
                member.memberId(),
                metadata.instanceId(),
                metadata.clientId(),
                metadata.clientHost(),
                metadata.rebalanceTimeoutMs(),
                classic.sessionTimeoutMs(),
                protocols,
                new byte[0]);
    }

    /** What a leader would have sent. */
    static ConsumerProtocolAssignment assignment(Assignment assignment, TopicImage topics) {
        List<TopicPartition> assigned = new ArrayList<>();
        assignment.partitions().forEach((id, partitions) -> {
            TopicImage.Topic topic = topics.topic(id);
            if (topic != null) {
                assigned.add(new TopicPartition().setTopic(topic.name()).setPartitions(List.copyOf(partitions)));
            }
        });
        return new ConsumerProtocolAssignment().setAssignedPartitions(assigned);
    }
}
