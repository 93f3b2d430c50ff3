// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.group.modern.MemberEpoch;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A member of a share group: what its two records say. It has what it is to have as soon as it hears of it, since partitions are
 * shared and nobody waits for another to give one back. Never changes.
 *
 * @param previousEpoch the one before, which it may still use: the answer that told it the new one may have got lost
 * @param state of its record; 0 (stable) is all there is so far
 */
record ShareMember(String memberId, Metadata metadata, int epoch, int previousEpoch, byte state, Assignment assigned) {

    private static final byte STABLE = 0;

    /** What a member has told of itself. */
    record Metadata(@Nullable String rackId, String clientId, String clientHost, SortedSet<String> topics) {

        static final Metadata UNKNOWN = new Metadata(null, "", "", Collections.emptyNavigableSet());

        static SortedSet<String> sorted(Collection<String> topics) {
            return Collections.unmodifiableSortedSet(new TreeSet<>(topics));
        }
    }

    /** One of which no record tells yet. */
    static ShareMember unknown(String memberId) {
        return new ShareMember(memberId, Metadata.UNKNOWN, 0, -1, STABLE, Assignment.EMPTY);
    }

    ShareMember with(Metadata newMetadata) {
        return new ShareMember(memberId, newMetadata, epoch, previousEpoch, state, assigned);
    }

    ShareMember with(int newEpoch, int newPreviousEpoch, byte newState, Assignment newAssigned) {
        return new ShareMember(memberId, metadata, newEpoch, newPreviousEpoch, newState, newAssigned);
    }

    /** The same, come to a new target. */
    ShareMember advanced(int newEpoch, Assignment target) {
        return with(newEpoch, epoch, STABLE, target);
    }

    /** The same, whose assignment has got a tombstone. */
    ShareMember gone() {
        return with(MemberEpoch.LEAVE, MemberEpoch.LEAVE, STABLE, Assignment.EMPTY);
    }
}
