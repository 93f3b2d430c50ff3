// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.LocalClient;
import io.barnabas.wire.protocol.ApiMessage;
import java.time.InstantSource;

/** The broker's own client, for one who waits: asked before clients can connect, and not on a loop. */
public final class SeedClient {
    private final LocalClient client;
    private final InstantSource clock;

    public SeedClient(LocalClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    long nowMs() {
        return clock.millis();
    }

    /** Asks in the highest version, and waits. */
    <R extends ApiMessage> R ask(Class<R> type, ApiMessage request) {
        return client.ask(request, type).join();
    }
}
