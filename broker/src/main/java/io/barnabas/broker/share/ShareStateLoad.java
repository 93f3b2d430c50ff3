// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.broker.partition.Partition;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import io.barnabas.coordinator.share.partition.SharePartition;
import io.barnabas.log.PartitionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads the state of a share partition; of a group that has never been here, finds out where it begins. */
final class ShareStateLoad {
    private ShareStateLoad() {}

    static CompletionStage<SharePartition> start(
            SharePartitionKey key, Partition partition, SharePartitionEnvironment environment) {
        return environment.states().read(key, partition.leaderEpoch()).thenCompose(state -> {
            if (state.startOffset() != ShareState.NO_OFFSET) {
                return CompletableFuture.completedFuture(load(state, state.startOffset(), partition.log()));
            }
            return CompletableFuture.supplyAsync(
                    () -> load(state, begin(key, partition, environment), partition.log()), environment.disk());
        });
    }

    private static long begin(SharePartitionKey key, Partition partition, SharePartitionEnvironment environment) {
        try {
            return ShareStart.find(
                    environment.settings().autoOffsetReset(key.groupId()),
                    partition.log(),
                    environment.time().millis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SharePartition load(ShareState state, long startOffset, PartitionLog log) {
        return SharePartition.load(state, startOffset, log.logStartOffset(), log.highWatermark());
    }
}
