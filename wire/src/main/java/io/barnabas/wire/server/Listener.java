// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

/**
 * An address the server listens on.
 *
 * @param name upper case, unique among the listeners
 * @param host empty for all addresses of the machine
 * @param port 0 for any free one
 */
public record Listener(String name, String host, int port, SecurityProtocol securityProtocol) {
    private static final int MAX_PORT = 65535;

    public Listener {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A listener needs a name");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("Port " + port + " of listener " + name + " is not between 0 and 65535");
        }
    }

    /** The address as users write it. */
    public String text() {
        return (host.isEmpty() ? "0.0.0.0" : host) + ":" + port;
    }
}
