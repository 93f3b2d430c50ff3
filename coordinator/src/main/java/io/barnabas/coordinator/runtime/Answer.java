// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.util.concurrent.CompletableFuture;

/** A response and the waiting request it is for. It leaves when the records of the operation are committed. */
public record Answer<R>(CompletableFuture<R> request, R response) {

    public void send() {
        request.complete(response);
    }
}
