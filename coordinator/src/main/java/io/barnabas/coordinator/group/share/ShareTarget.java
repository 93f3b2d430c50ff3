// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.assignor.GroupSpec;
import io.barnabas.coordinator.group.assignor.GroupSpec.MemberSpec;
import io.barnabas.coordinator.group.assignor.SimpleAssignor;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.group.modern.TopicHashes;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Decides whether a group is to be assigned anew, and how: raises the group epoch when there is a reason, and lets the assignor
 * work when the target is older than that epoch and the interval between assignments has passed. Only partitions that have a
 * state are assigned.
 */
final class ShareTarget {

    private final ShareGroupSettings settings;
    private final TopicHashes hashes;
    private final SimpleAssignor assignor = new SimpleAssignor();

    ShareTarget(ShareGroupSettings settings, TopicHashes hashes) {
        this.settings = settings;
        this.hashes = hashes;
    }

    /**
     * Raises the group epoch if there is a reason.
     *
     * @param subscriptionChanged one reason; that subscribed topics have changed, or have got states, is found here
     */
    void raiseEpoch(GroupDraft<ShareGroup> draft, boolean subscriptionChanged, TopicImage topics) {
        ShareGroup group = draft.group();
        long hash = hashes.ofGroup(group.subscribedTopics(), topics);
        if (subscriptionChanged || hash != group.metadataHash() || isMissingInitialized(group, topics)) {
            draft.write(ShareGroupRecords.epoch(group.groupId(), group.epoch() + 1, hash));
        }
    }

    /** Whether partitions have got a state after the last assignment. One that is due anyway will see to them. */
    private static boolean isMissingInitialized(ShareGroup group, TopicImage topics) {
        if (group.target().epoch() < group.epoch()) {
            return false;
        }
        Map<UUID, SortedSet<Integer>> assignable = assignable(group, topics);
        group.target()
                .members()
                .values()
                .forEach(assignment -> assignment
                        .partitions()
                        .forEach((topicId, numbers) -> assignable.computeIfPresent(topicId, (id, rest) -> {
                            rest.removeAll(numbers);
                            return rest;
                        })));
        return assignable.values().stream().anyMatch(rest -> !rest.isEmpty());
    }

    /** The partitions that members may get. */
    private static SortedMap<UUID, SortedSet<Integer>> assignable(ShareGroup group, TopicImage topics) {
        SortedMap<UUID, SortedSet<Integer>> assignable = new TreeMap<>();
        for (UUID topicId : GroupSpec.topicIds(group.subscribedTopics(), topics)) {
            Set<Integer> initialized = group.statePartitions().initializedOf(topicId);
            if (!initialized.isEmpty()) {
                assignable.put(topicId, new TreeSet<>(initialized));
            }
        }
        return assignable;
    }

    /** Makes a new target if one is due and may be made now. */
    void assign(GroupDraft<ShareGroup> draft, TopicImage topics) {
        ShareGroup group = draft.group();
        if (group.target().epoch() >= group.epoch() || !mayBeReplaced(draft, topics)) {
            return;
        }
        Map<String, MemberSpec> members = new HashMap<>();
        for (ShareMember member : group.members()) {
            members.put(
                    member.memberId(),
                    new MemberSpec(
                            null,
                            member.metadata().rackId(),
                            GroupSpec.topicIds(member.metadata().topics(), topics),
                            group.target().of(member.memberId())));
        }
        group.target()
                .changes(assignor.assign(new GroupSpec(members), assignable(group, topics)))
                .forEach((memberId, assignment) ->
                        draft.write(ShareGroupRecords.target(group.groupId(), memberId, assignment)));
        draft.write(ShareGroupRecords.target(group.groupId(), group.epoch(), draft.nowMs()));
    }

    /**
     * Unlike Kafka, the interval does not hold for a target that gives nobody anything, once there is something to give: that is the
     * first of every group, made before its partitions have a state. While there is nothing, it waits as in Kafka, so that a new topic
     * costs one epoch, not two.
     */
    private boolean mayBeReplaced(GroupDraft<ShareGroup> draft, TopicImage topics) {
        ShareGroup group = draft.group();
        return group.target().mayBeReplaced(settings.assignmentIntervalMs(group.groupId()), draft.nowMs())
                || (group.target().members().values().stream().allMatch(assignment -> assignment.isEmpty())
                        && !assignable(group, topics).isEmpty());
    }
}
