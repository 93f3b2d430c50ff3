// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.PartitionChangeRecord;
import io.barnabas.broker.metadata.record.PartitionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A topic while the records of a change are replayed into it. Owned by one {@link MetadataDelta}. */
final class TopicBuilder {
    private static final int LEADER_UNCHANGED = -2;
    private static final byte RECOVERING = 1;
    private static final byte RECOVERY_UNCHANGED = -1;

    /** What a replica's directory is when nobody has said so far: Kafka's MIGRATING. */
    private static final UUID UNKNOWN_DIRECTORY = new UUID(0, 0);

    private final UUID id;
    private final String name;
    private final List<@Nullable PartitionInfo> partitions = new ArrayList<>();

    TopicBuilder(UUID id, String name) {
        this.id = id;
        this.name = name;
    }

    TopicBuilder(TopicInfo topic) {
        this(topic.id(), topic.name());
        partitions.addAll(topic.partitions());
    }

    void replay(PartitionRecord record) {
        List<UUID> directories = record.directories();
        PartitionInfo partition = new PartitionInfo(
                record.partitionId(),
                List.copyOf(record.replicas()),
                List.copyOf(record.isr()),
                List.copyOf(record.removingReplicas()),
                List.copyOf(record.addingReplicas()),
                record.leader(),
                record.leaderEpoch(),
                record.partitionEpoch(),
                directoriesOr(directories, record.replicas().size()),
                record.leaderRecoveryState() == RECOVERING,
                orEmpty(record.eligibleLeaderReplicas()),
                orEmpty(record.lastKnownElr()));
        while (partitions.size() <= record.partitionId()) {
            partitions.add(null);
        }
        partitions.set(record.partitionId(), partition);
    }

    void replay(PartitionChangeRecord change) {
        int number = change.partitionId();
        PartitionInfo old = number >= 0 && number < partitions.size() ? partitions.get(number) : null;
        if (old == null) {
            throw new MetadataException("A change of partition " + name + "-" + number + ", which does not exist");
        }
        boolean led = change.leader() != LEADER_UNCHANGED;
        List<Integer> replicas = or(change.replicas(), old.replicas());
        List<UUID> changedDirectories = change.directories();
        List<UUID> directories = changedDirectories != null
                ? List.copyOf(changedDirectories)
                : directoriesOr(
                        replicas.size() == old.directories().size() ? old.directories() : List.of(), replicas.size());
        partitions.set(
                number,
                new PartitionInfo(
                        number,
                        replicas,
                        or(change.isr(), old.isr()),
                        or(change.removingReplicas(), old.removingReplicas()),
                        or(change.addingReplicas(), old.addingReplicas()),
                        led ? change.leader() : old.leader(),
                        led ? old.leaderEpoch() + 1 : old.leaderEpoch(),
                        old.partitionEpoch() + 1,
                        directories,
                        change.leaderRecoveryState() == RECOVERY_UNCHANGED
                                ? old.recovering()
                                : change.leaderRecoveryState() == RECOVERING,
                        or(change.eligibleLeaderReplicas(), old.eligibleLeaderReplicas()),
                        or(change.lastKnownElr(), old.lastKnownElr())));
    }

    void clearEligibleLeaderReplicas() {
        partitions.replaceAll(old -> old == null
                ? null
                : new PartitionInfo(
                        old.partition(),
                        old.replicas(),
                        old.isr(),
                        old.removingReplicas(),
                        old.addingReplicas(),
                        old.leader(),
                        old.leaderEpoch(),
                        old.partitionEpoch(),
                        old.directories(),
                        old.recovering(),
                        List.of(),
                        List.of()));
    }

    TopicInfo build() {
        List<PartitionInfo> complete = new ArrayList<>(partitions.size());
        for (int i = 0; i < partitions.size(); i++) {
            PartitionInfo partition = partitions.get(i);
            if (partition == null) {
                throw new MetadataException(
                        "Topic " + name + " has " + partitions.size() + " partitions but no partition " + i);
            }
            complete.add(partition);
        }
        return new TopicInfo(id, name, List.copyOf(complete));
    }

    private static List<UUID> directoriesOr(List<UUID> directories, int replicas) {
        if (!directories.isEmpty()) {
            return List.copyOf(directories);
        }
        List<UUID> unknown = new ArrayList<>(replicas);
        for (int i = 0; i < replicas; i++) {
            unknown.add(UNKNOWN_DIRECTORY);
        }
        return List.copyOf(unknown);
    }

    private static List<Integer> or(@Nullable List<Integer> changed, List<Integer> old) {
        return changed == null ? old : List.copyOf(changed);
    }

    private static List<Integer> orEmpty(@Nullable List<Integer> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
