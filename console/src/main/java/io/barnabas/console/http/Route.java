// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.http;

import java.util.concurrent.CompletableFuture;

/** Answers one kind of request. Called on the server's thread, so what takes long completes later. */
@FunctionalInterface
public interface Route {
    /** Fails, or throws, with a {@link Refusal} when the request cannot be served; with anything else when there is a bug. */
    CompletableFuture<Answer> handle(Call call);
}
