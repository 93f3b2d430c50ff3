// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import io.barnabas.coordinator.group.GroupType;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group whose coordinator assigns the partitions. All of it is hard state: {@link #replay} alone changes it. Operations
 * look at a {@link GroupDraft} of it.
 */
public interface ModernGroup {

    String groupId();

    GroupType type();

    /** The state by the name that answers use. */
    String stateName();

    /** The protocol type that ListGroups tells. */
    String protocolType();

    /** Whether nobody is a member. */
    boolean isEmpty();

    /** Whether a member consumes the topic, so that its offsets must stay. */
    boolean isSubscribedTo(String topic);

    /** Whether offsets can be committed for it at all. */
    default boolean keepsOffsets() {
        return true;
    }

    /**
     * Checks that whoever wants to commit offsets may.
     *
     * @throws ApiException if not; it concerns the whole request. Groups that keep no offsets let nobody
     */
    default void validateCommit(CommitClaim claim) {
        throw new ApiException(Errors.GROUP_ID_NOT_FOUND, "Group " + groupId() + " is not a consumer group.");
    }

    /**
     * Checks that a member that fetches offsets is one and is up to date.
     *
     * @param memberId null, with a negative epoch, when it is not as a member that somebody asks
     * @throws ApiException if not
     */
    default void validateFetch(@Nullable String memberId, int memberEpoch) {
        throw new ApiException(Errors.GROUP_ID_NOT_FOUND, "Group " + groupId() + " is not a consumer group.");
    }

    /** Applies a record of this group, other than the tombstone of the group itself. */
    void replay(CoordinatorRecord record);

    /** Whether the group is forgotten when it is empty and has no offsets any more. */
    boolean goesWithItsOffsets();

    /** Whether a member of the classic protocol may make a group of its own in the place of this one. */
    default boolean givesWayToClassic() {
        return isEmpty() && type() != GroupType.SHARE;
    }

    /** Tombstones of all the records that the group has; those of its members before the group's own. */
    List<CoordinatorRecord> tombstones();

    /** All there is to know, for comparison with what another replay came to. */
    List<Object> hardState();
}
