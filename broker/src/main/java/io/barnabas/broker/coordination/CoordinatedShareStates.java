// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.share.ShareGroups;
import io.barnabas.broker.share.ShareMember;
import io.barnabas.coordinator.group.share.ShareStatePort;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What share groups want of the share coordinator and of the leaders of partitions, which with a single node are in the same broker. */
public record CoordinatedShareStates(ShareCoordinator coordinator, ShareGroups leaders) implements ShareStatePort {

    @Override
    public CompletableFuture<Boolean> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
        return coordinator.initialize(key, stateEpoch, startOffset).thenApply(done -> {
            leaders.partitions().begunAnew(key);
            return done;
        });
    }

    @Override
    public CompletableFuture<Boolean> delete(SharePartitionKey key) {
        return coordinator.delete(key).thenApply(existed -> {
            leaders.partitions().begunAnew(key);
            return existed;
        });
    }

    @Override
    public CompletableFuture<Optional<ShareState>> summary(SharePartitionKey key) {
        return coordinator.summary(key);
    }

    @Override
    public void memberLeft(String groupId, String memberId) {
        leaders.sessions().memberLeft(new ShareMember(groupId, memberId));
    }
}
