// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.assignor.Assignor;
import io.barnabas.coordinator.group.assignor.GroupSpec;
import io.barnabas.coordinator.group.assignor.GroupSpec.MemberSpec;
import io.barnabas.coordinator.group.assignor.RangeAssignor;
import io.barnabas.coordinator.group.assignor.UniformAssignor;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.TopicHashes;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a group is to be assigned anew, and how: raises the group epoch when there is a reason, and lets the
 * assignor work when the target is older than that epoch and the interval between assignments has passed.
 */
final class TargetUpdate {

    private static final List<Assignor> ASSIGNORS = List.of(new UniformAssignor(), new RangeAssignor());

    private final ConsumerGroupSettings settings;
    private final TopicHashes hashes;

    TargetUpdate(ConsumerGroupSettings settings, TopicHashes hashes) {
        this.settings = settings;
        this.hashes = hashes;
    }

    /**
     * Raises the group epoch if there is a reason.
     *
     * @param subscriptionChanged one reason; that subscribed topics have changed is found here
     */
    void raiseEpoch(GroupDraft<ConsumerGroup> draft, boolean subscriptionChanged, TopicImage topics) {
        ConsumerGroup group = draft.group();
        long hash = hashes.ofGroup(group.subscribedTopics(), topics);
        if (subscriptionChanged || hash != group.metadataHash()) {
            draft.write(ConsumerGroupRecords.epoch(group.groupId(), group.epoch() + 1, hash));
        }
        if (draft.group().hasPartitionMetadata()) {
            draft.write(ConsumerGroupRecords.partitionMetadataTombstone(group.groupId()));
        }
    }

    /** Makes a new target if one is due and may be made now. */
    void assign(GroupDraft<ConsumerGroup> draft, TopicImage topics) {
        ConsumerGroup group = draft.group();
        if (group.target().epoch() >= group.epoch()
                || !group.target().mayBeReplaced(settings.assignmentIntervalMs(group.groupId()), draft.nowMs())) {
            return;
        }
        Map<String, MemberSpec> members = new HashMap<>();
        for (ConsumerMember member : group.members()) {
            members.put(
                    member.memberId(),
                    new MemberSpec(
                            member.instanceId(),
                            member.metadata().rackId(),
                            GroupSpec.topicIds(group.topicsOf(member.metadata()), topics),
                            group.target().of(member.memberId())));
        }
        group.target()
                .changes(assignor(group).assign(new GroupSpec(members), topics))
                .forEach((memberId, assignment) ->
                        draft.write(ConsumerGroupRecords.target(group.groupId(), memberId, assignment)));
        draft.write(ConsumerGroupRecords.target(group.groupId(), group.epoch(), draft.nowMs()));
    }

    private Assignor assignor(ConsumerGroup group) {
        String name = assignorName(group, settings.broker());
        return ASSIGNORS.stream()
                .filter(assignor -> assignor.name().equals(name))
                .findFirst()
                .orElse(ASSIGNORS.get(0));
    }

    /** The assignor that most members ask for, if any does; else the broker's default. */
    static String assignorName(ConsumerGroup group, ConsumerGroupConfig config) {
        Map<String, Integer> votes = new HashMap<>();
        for (ConsumerMember member : group.members()) {
            if (member.metadata().assignor() != null) {
                votes.merge(member.metadata().assignor(), 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<String, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(config.assignors().get(0));
    }
}
