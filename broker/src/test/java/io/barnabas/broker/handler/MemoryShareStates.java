// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.coordinator.group.share.ShareStatePort;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** States of share partitions in a map. */
final class MemoryShareStates implements ShareStatePort {
    private final Map<SharePartitionKey, ShareState> states = new HashMap<>();

    @Override
    public CompletableFuture<Boolean> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
        int count = startOffset == ShareState.NO_OFFSET ? ShareState.NO_COUNT : 0;
        states.put(key, new ShareState(0, stateEpoch, 0, startOffset, count, 0, 0, 0, List.of()));
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Boolean> delete(SharePartitionKey key) {
        return CompletableFuture.completedFuture(states.remove(key) != null);
    }

    @Override
    public CompletableFuture<Optional<ShareState>> summary(SharePartitionKey key) {
        return CompletableFuture.completedFuture(Optional.ofNullable(states.get(key)));
    }

    @Override
    public void memberLeft(String groupId, String memberId) {}
}
