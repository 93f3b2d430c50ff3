// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.coordinator.group.share.ShareStatePort;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What share groups want of the share coordinator, which with a single node is in the same broker. */
public record CoordinatedShareStates(ShareCoordinator coordinator) implements ShareStatePort {

    @Override
    public CompletableFuture<Boolean> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
        return coordinator.initialize(key, stateEpoch, startOffset);
    }

    @Override
    public CompletableFuture<Boolean> delete(SharePartitionKey key) {
        return coordinator.delete(key);
    }

    @Override
    public CompletableFuture<Optional<ShareState>> summary(SharePartitionKey key) {
        return coordinator.summary(key);
    }
}
