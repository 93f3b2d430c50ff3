// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

/** What stands behind the socket server: takes each request once it is decoded. */
@FunctionalInterface
public interface RequestSink {
    /**
     * Called on the connection's loop, so it must not block. Sooner or later the request has to be ended by one of
     * {@link Request#respond}, {@link Request#finishWithoutResponse} and {@link Request#closeConnection}, from any thread.
     */
    void handle(Request request);
}
