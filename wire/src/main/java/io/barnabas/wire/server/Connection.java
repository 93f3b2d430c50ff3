// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** One client's connection as handlers see it. Owned by its event loop; what may be called elsewhere says so. */
public final class Connection {
    public static final String ANONYMOUS = "User:ANONYMOUS";

    private static final String UNKNOWN = "unknown";

    private final long id;
    private final SocketAddress remoteAddress;
    private final SocketAddress localAddress;
    private final Listener listener;
    private final EventLoop eventLoop;
    private final List<Runnable> onClose = new ArrayList<>(0);

    private volatile String clientSoftwareName = UNKNOWN;
    private volatile String clientSoftwareVersion = UNKNOWN;
    private boolean closed;

    Connection(
            long id, SocketAddress remoteAddress, SocketAddress localAddress, Listener listener, EventLoop eventLoop) {
        this.id = id;
        this.remoteAddress = remoteAddress;
        this.localAddress = localAddress;
        this.listener = listener;
        this.eventLoop = eventLoop;
    }

    /** Unique as long as the server runs. */
    public long id() {
        return id;
    }

    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** Which of the listener's addresses the client has connected to. */
    public SocketAddress localAddress() {
        return localAddress;
    }

    /** The client's address as text without port, for answers and logs. */
    public String clientHost() {
        return remoteAddress instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : InetAddress.getLoopbackAddress().getHostAddress();
    }

    public String listenerName() {
        return listener.name();
    }

    public SecurityProtocol securityProtocol() {
        return listener.securityProtocol();
    }

    /** Who has authenticated, as Kafka writes principals ({@code User:alice}). */
    public String principal() {
        return ANONYMOUS;
    }

    /** The loop that owns the connection and on which its requests are handed out. */
    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** What the client called itself in its ApiVersions request. Any thread. */
    public String clientSoftwareName() {
        return clientSoftwareName;
    }

    public String clientSoftwareVersion() {
        return clientSoftwareVersion;
    }

    /** Whether the client has said what it is. */
    public boolean isIntroduced() {
        return !clientSoftwareName.equals(UNKNOWN);
    }

    public void setClientSoftware(String name, String version) {
        clientSoftwareName = name;
        clientSoftwareVersion = version;
    }

    /** Runs the action on the connection's loop once the connection has ended, at once if it has already. Any thread. */
    public void onClose(Runnable action) {
        if (!eventLoop.inEventLoop()) {
            eventLoop.execute(() -> onClose(action));
        } else if (closed) {
            action.run();
        } else {
            onClose.add(action);
        }
    }

    void closed() {
        closed = true;
        onClose.forEach(Runnable::run);
        onClose.clear();
    }

    /** As logs name it. */
    @Override
    public String toString() {
        return remoteAddress + " on listener " + listener.name();
    }
}
