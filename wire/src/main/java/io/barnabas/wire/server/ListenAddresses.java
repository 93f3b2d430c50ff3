// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which addresses a listener's host stands for. */
final class ListenAddresses {
    private ListenAddresses() {}

    /**
     * The first has to be listened on, further ones are tried. A host name stands for its first address as in Kafka; but {@code
     * localhost} for all of its addresses, since some clients try ::1 and some 127.0.0.1, and only one of them first.
     */
    static List<InetAddress> of(Listener listener) throws UnknownHostException {
        String host = listener.host();
        if (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")) {
            return List.of(new InetSocketAddress(0).getAddress());
        }
        try {
            return "localhost".equalsIgnoreCase(host)
                    ? List.of(InetAddress.getAllByName(host))
                    : List.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            var problem = new UnknownHostException(
                    "Listener " + listener.name() + " names host " + host + ", which is not known here");
            problem.initCause(e);
            throw problem;
        }
    }

    static boolean isTaken(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message != null && message.contains("Address already in use");
    }

    /** Who has the port, as far as it can be known. */
    static String owner(int port) {
        String owner = new PortOwner(Path.of("/proc")).find(port);
        return owner == null ? "the port is taken by another process" : "the port is taken by " + owner;
    }

    /** Why binding failed, in the system's words without ours around them. */
    static String reasonOf(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message == null ? String.valueOf(cause) : message;
    }
}
