// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListTransactionsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Whether every coordinator can serve at once: all shards are loaded. A shard is loaded when it is first asked for, so who wants to know
 * makes them load. Any thread.
 */
public final class Readiness {
    private final GroupCoordinator groups;
    private final TransactionCoordinator transactions;
    private final ShareCoordinator shares;
    private final Supplier<MetadataImage> metadata;
    private final AtomicReference<CompletableFuture<Void>> loading = new AtomicReference<>();

    Readiness(
            GroupCoordinator groups,
            TransactionCoordinator transactions,
            ShareCoordinator shares,
            Supplier<MetadataImage> metadata) {
        this.groups = groups;
        this.transactions = transactions;
        this.shares = shares;
        this.metadata = metadata;
    }

    /** Completes when all shards are loaded; the same future for all who ask, until one has failed and is asked for anew. */
    public CompletableFuture<Void> loaded() {
        CompletableFuture<Void> known = loading.get();
        if (known != null && !known.isCompletedExceptionally()) {
            return known;
        }
        CompletableFuture<Void> mine = new CompletableFuture<>();
        if (!loading.compareAndSet(known, mine)) {
            return loaded();
        }
        CompletableFuture<Void> unused = load().whenComplete((done, failure) -> {
            if (failure == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    private CompletableFuture<Void> load() {
        List<CompletableFuture<?>> parts = new ArrayList<>();
        parts.add(groups.listGroups(new ListGroupsRequest()));
        parts.add(transactions.list(new ListTransactionsRequest()));
        TopicInfo shareState = metadata.get().topic(TopicInfo.SHARE_GROUP_STATE);
        if (shareState != null) {
            shareState.partitions().forEach(partition -> parts.add(shares.firstNeededOffset(partition.partition())));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
    }
}
