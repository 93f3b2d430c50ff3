// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.util.concurrent.CompletableFuture;

/** A response and the waiting request it is for. It leaves when the records of the operation are committed. */
public record Answer<R>(CompletableFuture<R> request, R response) {

    /** Something other than a request that waits for the records to be committed; if they cannot be, it does not run. */
    public static Answer<Boolean> run(Runnable task) {
        var committed = new CompletableFuture<Boolean>();
        var unused = committed.thenRun(task);
        return new Answer<>(committed, true);
    }

    public void send() {
        request.complete(response);
    }
}
