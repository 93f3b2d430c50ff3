// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.group.modern.MemberState;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of a member from what it has towards its target: first it gives back what it is not to have, at its old epoch;
 * then it comes to the target's epoch and gets what is free; the rest follows when others have given it back. See {@link
 * MemberState}.
 *
 * @param targetEpoch the epoch of the target
 * @param ownership what is in anybody's hands, the member's own included
 * @param subscribed the ids of the topics it subscribes to now: what else its target or its hands hold is not for it
 * @param subscriptionChanged whether that is new
 * @param owned what it says it owns, or null when it has not said
 */
record Reconciliation(
        int targetEpoch,
        Assignment target,
        Ownership ownership,
        Set<UUID> subscribed,
        boolean subscriptionChanged,
        @Nullable List<TopicPartitions> owned) {

    /** Where the member is after the step; the same object when there is none to take. */
    CurrentAssignment step(CurrentAssignment current) {
        return switch (current.state()) {
            case STABLE -> {
                if (current.epoch() != targetEpoch) {
                    yield towardsTarget(current, current.epoch());
                }
                yield subscriptionChanged ? withoutUnsubscribed(current) : current;
            }
            case UNREVOKED_PARTITIONS -> {
                if (ownsAnyOf(current.pendingRevocation().byTopic())) {
                    yield subscriptionChanged ? withoutUnsubscribed(current) : current;
                }
                yield towardsTarget(current, current.epoch());
            }
            case UNRELEASED_PARTITIONS -> towardsTarget(current, current.epoch());
            case UNKNOWN -> {
                if (owned == null || !owned.isEmpty()) {
                    throw new ApiException(
                            Errors.FENCED_MEMBER_EPOCH,
                            "The state of the member is unknown here. It must give up its partitions and join anew.");
                }
                yield towardsTarget(current, targetEpoch);
            }
        };
    }

    /** A member that does not say what it owns, still owns what it did. */
    private boolean ownsAnyOf(Map<UUID, ? extends Map<Integer, Integer>> partitions) {
        if (owned == null) {
            return true;
        }
        for (TopicPartitions topic : owned) {
            Map<Integer, Integer> revoked = partitions.get(topic.topicId());
            if (revoked != null && topic.partitions().stream().anyMatch(revoked::containsKey)) {
                return true;
            }
        }
        return false;
    }

    private CurrentAssignment towardsTarget(CurrentAssignment current, int epochUntilRevoked) {
        Map<UUID, Map<Integer, Integer>> kept = new TreeMap<>();
        Map<UUID, Map<Integer, Integer>> revoked = new TreeMap<>();
        Map<UUID, Map<Integer, Integer>> gained = new TreeMap<>();
        boolean hasUnreleased = false;
        Set<UUID> topics = new TreeSet<>(target.partitions().keySet());
        topics.addAll(current.assigned().byTopic().keySet());
        for (UUID topic : topics) {
            Set<Integer> wanted = subscribed.contains(topic) ? target.of(topic) : Set.of();
            current.assigned()
                    .of(topic)
                    .forEach((partition, epoch) ->
                            put(wanted.contains(partition) ? kept : revoked, topic, partition, epoch));
            for (int partition : wanted) {
                if (current.assigned().contains(topic, partition)) {
                    continue;
                }
                if (ownership.isOwned(topic, partition)
                        && !current.pendingRevocation().contains(topic, partition)) {
                    hasUnreleased = true;
                } else {
                    put(gained, topic, partition, targetEpoch);
                }
            }
        }
        if (!revoked.isEmpty() && ownsAnyOf(revoked)) {
            return new CurrentAssignment(
                    epochUntilRevoked,
                    current.epoch(),
                    MemberState.UNREVOKED_PARTITIONS,
                    PartitionEpochs.of(kept),
                    PartitionEpochs.of(revoked));
        }
        gained.forEach((topic, partitions) ->
                kept.computeIfAbsent(topic, id -> new HashMap<>()).putAll(partitions));
        return new CurrentAssignment(
                targetEpoch,
                current.epoch(),
                hasUnreleased ? MemberState.UNRELEASED_PARTITIONS : MemberState.STABLE,
                PartitionEpochs.of(kept),
                PartitionEpochs.NONE);
    }

    /** It has the target of its epoch, but not for topics that it does not subscribe to any more. */
    private CurrentAssignment withoutUnsubscribed(CurrentAssignment current) {
        Map<UUID, Map<Integer, Integer>> kept = new TreeMap<>();
        Map<UUID, Map<Integer, Integer>> revoked = new TreeMap<>();
        current.pendingRevocation()
                .byTopic()
                .forEach((topic, partitions) ->
                        partitions.forEach((partition, epoch) -> put(revoked, topic, partition, epoch)));
        boolean[] changed = {false};
        current.assigned().byTopic().forEach((topic, partitions) -> {
            boolean keeps = subscribed.contains(topic);
            changed[0] |= !keeps;
            partitions.forEach((partition, epoch) -> put(keeps ? kept : revoked, topic, partition, epoch));
        });
        if (!changed[0]) {
            return current;
        }
        boolean mustRevoke = ownsAnyOf(revoked);
        return new CurrentAssignment(
                current.epoch(),
                current.epoch(),
                mustRevoke ? MemberState.UNREVOKED_PARTITIONS : current.state(),
                PartitionEpochs.of(kept),
                mustRevoke ? PartitionEpochs.of(revoked) : current.pendingRevocation());
    }

    private static void put(Map<UUID, Map<Integer, Integer>> partitions, UUID topic, int partition, int epoch) {
        partitions.computeIfAbsent(topic, id -> new TreeMap<>()).put(partition, epoch);
    }
}
