// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a member has told of itself; the value of its record of type 5. Never changes.
 *
 * @param topics what it subscribes to by name
 * @param regex what it subscribes to by pattern; empty, or null in an old record, when it does not
 * @param rebalanceTimeoutMs how long it may take to give partitions back
 * @param classic what only members have that speak the classic protocol; null for others
 */
record MemberMetadata(
        @Nullable String instanceId,
        @Nullable String rackId,
        String clientId,
        String clientHost,
        SortedSet<String> topics,
        @Nullable String regex,
        int rebalanceTimeoutMs,
        @Nullable String assignor,
        @Nullable ClassicMetadata classic) {

    static final MemberMetadata UNKNOWN =
            new MemberMetadata(null, null, "", "", Collections.emptyNavigableSet(), "", -1, null, null);

    /** What a member of the classic protocol has told when it joined. */
    record ClassicMetadata(int sessionTimeoutMs, List<ClassicProtocol> protocols) {}

    /** An assignor that a member of the classic protocol knows, with its subscription as that assignor wants it. */
    record ClassicProtocol(String name, java.nio.ByteBuffer metadata) {}

    static SortedSet<String> sorted(Collection<String> topics) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(topics));
    }

    boolean hasRegex() {
        return regex != null && !regex.isEmpty();
    }
}
