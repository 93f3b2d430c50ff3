// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands out producer ids, none of them twice: from a block in memory, and a new block from the metadata when that is used up. May be
 * called from any thread; those who come while a block is fetched wait for the same one.
 */
public final class ProducerIds {
    private record Range(long next, long end) {}

    private final MetadataLoop metadata;
    private final long lowest;
    private final AtomicReference<Range> range = new AtomicReference<>(new Range(0, 0));
    private final AtomicReference<@Nullable CompletableFuture<Void>> fetching = new AtomicReference<>();

    public ProducerIds(MetadataLoop metadata) {
        this(metadata, 0);
    }

    /** Hands out no id below the lowest. */
    public ProducerIds(MetadataLoop metadata, long lowest) {
        this.metadata = metadata;
        this.lowest = lowest;
    }

    /** Completes with an id that nobody else gets; fails when the metadata cannot be written. */
    public CompletionStage<Long> next() {
        while (true) {
            Range current = Objects.requireNonNull(range.get());
            if (current.next() == current.end()) {
                return fetch().thenCompose(done -> next());
            }
            if (range.compareAndSet(current, new Range(current.next() + 1, current.end()))) {
                return CompletableFuture.completedFuture(current.next());
            }
        }
    }

    private CompletableFuture<Void> fetch() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = fetching.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        Range current = Objects.requireNonNull(range.get());
        if (current.next() != current.end()) {
            fetching.set(null);
            mine.complete(null);
            return mine;
        }
        CompletableFuture<?> unused = metadata.submit(new AllocateProducerIds(lowest))
                .whenComplete((block, failure) -> {
                    if (failure == null) {
                        range.set(new Range(block.first(), block.first() + block.size()));
                    }
                    fetching.set(null);
                    if (failure == null) {
                        mine.complete(null);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }
}
