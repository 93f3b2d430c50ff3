// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to commit which partitions' offsets for a group.
 *
 * @param epoch the member epoch, or the generation of a member of the classic protocol; negative when it claims none
 * @param version of the OffsetCommit request
 */
public record CommitClaim(
        String memberId,
        @Nullable String instanceId,
        int epoch,
        boolean isTransactional,
        short version,
        List<Partition> partitions) {

    /** A partition by all its names. */
    public record Partition(UUID topicId, String topic, int partition) {}

    /** Whether a transactional producer of old commits, which knows of no member. */
    public boolean isOfProducerAlone() {
        return isTransactional && epoch == -1 && memberId.isEmpty() && instanceId == null;
    }
}
