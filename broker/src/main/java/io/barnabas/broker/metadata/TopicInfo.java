// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A topic and its partitions, the partition with number n at place n of an immutable list. */
public record TopicInfo(UUID id, String name, List<PartitionInfo> partitions) {
    public static final String CONSUMER_OFFSETS = "__consumer_offsets";
    public static final String TRANSACTION_STATE = "__transaction_state";
    public static final String SHARE_GROUP_STATE = "__share_group_state";
    public static final String CLUSTER_METADATA = "__cluster_metadata";

    private static final Set<String> INTERNAL = Set.of(CONSUMER_OFFSETS, TRANSACTION_STATE, SHARE_GROUP_STATE);

    public static boolean isInternal(String topic) {
        return INTERNAL.contains(topic);
    }

    public boolean isInternal() {
        return isInternal(name);
    }

    public @Nullable PartitionInfo partition(int number) {
        return number >= 0 && number < partitions.size() ? partitions.get(number) : null;
    }

    public int replicationFactor() {
        return partitions.isEmpty() ? 0 : partitions.get(0).replicas().size();
    }
}
