// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Port: the share partitions and their states, wherever they are. Futures fail with an {@code ApiException}, perhaps as a cause. */
public interface ShareStatePort {

    /** @param startOffset -1 when the leader of the partition is to find out where the group begins */
    CompletableFuture<Boolean> initialize(SharePartitionKey key, int stateEpoch, long startOffset);

    /** Says whether there was one. */
    CompletableFuture<Boolean> delete(SharePartitionKey key);

    /** Empty when there is none. */
    CompletableFuture<Optional<ShareState>> summary(SharePartitionKey key);

    /** A member has left its group: what it holds goes back. */
    void memberLeft(String groupId, String memberId);
}
