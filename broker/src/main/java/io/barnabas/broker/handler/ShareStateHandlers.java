// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What the handlers of the share state APIs have in common: a request names partitions, each is one operation of the share
 * coordinator, and the answer goes out when all are done. Brokers send these requests to each other.
 */
final class ShareStateHandlers {
    private final List<CompletableFuture<Void>> all = new ArrayList<>();

    /** Fills in a partition's part of the answer when its operation is done. */
    <T> void add(CompletionStage<T> operation, Consumer<T> done, Consumer<ApiException> refused) {
        all.add(operation
                .<Void>handle((value, failure) -> {
                    if (failure == null) {
                        done.accept(value);
                    } else {
                        refused.accept(GroupHandlers.refusalOf(failure));
                    }
                    return null;
                })
                .toCompletableFuture());
    }

    <R extends ApiMessage> void respond(RequestContext context, R response) {
        context.respondWhenDone(
                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> response));
    }
}
