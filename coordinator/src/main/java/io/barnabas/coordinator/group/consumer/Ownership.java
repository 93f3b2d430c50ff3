// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which partitions of a group are in somebody's hands, even if only until they are given back. */
final class Ownership {

    private final Map<UUID, Set<Integer>> owned = new HashMap<>();

    private Ownership() {}

    static Ownership of(Collection<ConsumerMember> members) {
        var ownership = new Ownership();
        for (ConsumerMember member : members) {
            member.current().assigned().forEach(ownership::add);
            member.current().pendingRevocation().forEach(ownership::add);
        }
        return ownership;
    }

    private void add(UUID topic, int partition) {
        owned.computeIfAbsent(topic, id -> new HashSet<>()).add(partition);
    }

    boolean isOwned(UUID topic, int partition) {
        return owned.getOrDefault(topic, Set.of()).contains(partition);
    }
}
