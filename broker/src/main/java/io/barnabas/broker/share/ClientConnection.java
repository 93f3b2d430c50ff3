// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import java.net.InetAddress;

/** The life of a client's connection, for what has to end with it, and what the client is. */
public interface ClientConnection {
    /** Unique while the broker runs. */
    long id();

    /** The client's port. */
    int port();

    /** The client's address; the loopback's where there is none. */
    InetAddress remoteAddress();

    /** Where it came in; the loopback's where there is none. */
    InetAddress localAddress();

    /** What the client says it is (KIP-511), {@code unknown} when it has not. */
    String softwareName();

    String softwareVersion();

    /** Runs the action when the connection has ended, at once if it has already. */
    void onClose(Runnable action);
}
