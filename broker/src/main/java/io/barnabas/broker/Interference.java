// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.server.Request;
import org.jspecify.annotations.Nullable;

/** Says which requests shall go wrong, for those who test clients. */
public interface Interference {
    Interference NONE = request -> null;

    /** What becomes of a request; null: the usual. Called on the loop of its connection. */
    @Nullable
    Fate fateOf(Request request);

    /**
     * How a request goes wrong.
     *
     * @param delayMs how long it waits, in the client's time
     * @param takesEffect whether the broker does what it is asked for, whatever it answers
     * @param error what is answered instead; null: the usual answer
     * @param disconnects whether the connection is closed instead of an answer
     */
    record Fate(long delayMs, boolean takesEffect, @Nullable Errors error, boolean disconnects) {}
}
