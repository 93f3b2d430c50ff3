// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a free port for one broker after the other: between two of them nobody listens on it, and nobody else gets it.
 *
 * <p>A socket that is bound and does not listen does that on Linux, where another that reuses addresses may still listen on the port. Elsewhere
 * the port is only remembered.
 */
final class PortHold implements AutoCloseable {
    private static final boolean CAN_HOLD =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

    private final @Nullable Socket held;
    private int port;

    private PortHold(@Nullable Socket held, int port) {
        this.held = held;
        this.port = port;
    }

    static PortHold any() {
        if (!CAN_HOLD) {
            return new PortHold(null, 0);
        }
        try {
            var socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new PortHold(socket, socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    /** Where the next broker shall listen; 0 as long as any port would do. */
    int port() {
        return port;
    }

    /** Says which port a broker has got. */
    void taken(int theirs) {
        port = theirs;
    }

    @Override
    public void close() {
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
