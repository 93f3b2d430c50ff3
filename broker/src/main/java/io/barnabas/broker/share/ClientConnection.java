// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

/** The life of a client's connection, for what has to end with it. */
public interface ClientConnection {
    /** Unique while the broker runs. */
    long id();

    /** Runs the action when the connection has ended, at once if it has already. */
    void onClose(Runnable action);
}
