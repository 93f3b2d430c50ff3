// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import java.util.List;
import java.util.Map;

/**
 * Values of the socket server; Kafka's meanings, units and defaults where Kafka has the property.
 *
 * @param listeners at least one, names unique
 * @param requestMaxBytes {@code socket.request.max.bytes}
 * @param queuedMaxRequests {@code queued.max.requests}: unanswered requests, over all connections, that hold received bytes (record
 *     batches). Unlike Kafka, requests without records are bounded per connection instead, as many of them wait by nature
 * @param queuedMaxRequestBytes {@code queued.max.request.bytes}: bytes of unanswered and of partly read requests, over all
 *     connections; -1 for half of the memory that buffers may take, and never less than one largest request
 * @param connectionsMaxIdleMs {@code connections.max.idle.ms}; negative for never
 * @param maxConnections {@code max.connections}: at the bound no further connection is accepted until one ends
 * @param maxConnectionsPerIp {@code max.connections.per.ip}: beyond the bound a connection is closed at once
 * @param maxConnectionsPerIpOverrides {@code max.connections.per.ip.overrides}: by host name or address
 * @param listenBacklogSize {@code socket.listen.backlog.size}
 * @param sendBufferBytes {@code socket.send.buffer.bytes}; -1 for the system's default
 * @param receiveBufferBytes {@code socket.receive.buffer.bytes}; -1 for the system's default
 * @param connectionMaxRequests unanswered requests of one connection at which it is no longer read
 * @param connectionMaxRequestBytes bytes of unanswered requests of one connection at which it is no longer read; a single request may
 *     be larger
 * @param sendfileMinBytes file slices from this size on leave by sendfile, smaller ones are copied into the answer
 */
public record SocketConfig(
        List<Listener> listeners,
        int requestMaxBytes,
        int queuedMaxRequests,
        long queuedMaxRequestBytes,
        long connectionsMaxIdleMs,
        int maxConnections,
        int maxConnectionsPerIp,
        Map<String, Integer> maxConnectionsPerIpOverrides,
        int listenBacklogSize,
        int sendBufferBytes,
        int receiveBufferBytes,
        int connectionMaxRequests,
        int connectionMaxRequestBytes,
        int sendfileMinBytes) {

    public static final int DEFAULT_REQUEST_MAX_BYTES = 100 * 1024 * 1024;
    public static final int DEFAULT_QUEUED_MAX_REQUESTS = 500;
    public static final long DEFAULT_CONNECTIONS_MAX_IDLE_MS = 600_000;
    public static final int DEFAULT_LISTEN_BACKLOG_SIZE = 50;
    public static final int DEFAULT_SOCKET_BUFFER_BYTES = 100 * 1024;
    public static final int DEFAULT_CONNECTION_MAX_REQUESTS = 256;
    public static final int DEFAULT_CONNECTION_MAX_REQUEST_BYTES = 8 * 1024 * 1024;
    public static final int DEFAULT_SENDFILE_MIN_BYTES = 16 * 1024;

    public SocketConfig {
        listeners = List.copyOf(listeners);
        maxConnectionsPerIpOverrides = Map.copyOf(maxConnectionsPerIpOverrides);
        require(!listeners.isEmpty(), "listeners must name at least one listener");
        require(
                listeners.stream().map(Listener::name).distinct().count() == listeners.size(),
                "listeners must have different names");
        atLeast(1, requestMaxBytes, "socket.request.max.bytes");
        atLeast(1, queuedMaxRequests, "queued.max.requests");
        require(
                queuedMaxRequestBytes <= 0 || queuedMaxRequestBytes >= requestMaxBytes,
                "queued.max.request.bytes must be -1 or at least socket.request.max.bytes");
        atLeast(0, maxConnections, "max.connections");
        atLeast(0, maxConnectionsPerIp, "max.connections.per.ip");
        require(
                maxConnectionsPerIp > 0 || !maxConnectionsPerIpOverrides.isEmpty(),
                "max.connections.per.ip can be 0 only with max.connections.per.ip.overrides");
        atLeast(1, listenBacklogSize, "socket.listen.backlog.size");
        require(sendBufferBytes == -1 || sendBufferBytes > 0, "socket.send.buffer.bytes must be -1 or positive");
        require(
                receiveBufferBytes == -1 || receiveBufferBytes > 0,
                "socket.receive.buffer.bytes must be -1 or positive");
        atLeast(1, connectionMaxRequests, "the bound on a connection's requests");
        atLeast(1, connectionMaxRequestBytes, "the bound on a connection's request bytes");
        atLeast(0, sendfileMinBytes, "the least size for sendfile");
    }

    /** Kafka's defaults on the given listeners. */
    public static SocketConfig withDefaults(List<Listener> listeners) {
        return new SocketConfig(
                listeners,
                DEFAULT_REQUEST_MAX_BYTES,
                DEFAULT_QUEUED_MAX_REQUESTS,
                -1,
                DEFAULT_CONNECTIONS_MAX_IDLE_MS,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Map.of(),
                DEFAULT_LISTEN_BACKLOG_SIZE,
                DEFAULT_SOCKET_BUFFER_BYTES,
                DEFAULT_SOCKET_BUFFER_BYTES,
                DEFAULT_CONNECTION_MAX_REQUESTS,
                DEFAULT_CONNECTION_MAX_REQUEST_BYTES,
                DEFAULT_SENDFILE_MIN_BYTES);
    }

    private static void atLeast(int least, int value, String property) {
        require(value >= least, property + " must be at least " + least + ", not " + value);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
