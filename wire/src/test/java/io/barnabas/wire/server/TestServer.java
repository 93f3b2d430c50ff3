// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.netty.CountingAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A server on a free port with a sink of the test's, which checks at its end that all buffers and bounds were given back. */
final class TestServer implements AutoCloseable {
    final SocketServer server;
    private final CountingAllocator allocator = new CountingAllocator();
    private final EventLoopGroup loops;

    TestServer(TransportChoice transport, SocketConfig config, RequestSink sink) throws IOException {
        loops = EventLoops.open(transport, 2);
        server = new SocketServer(config, loops, sink, TestServer::stable, Ticker.systemTicker(), allocator);
        server.start();
    }

    TestServer(SocketConfig config, RequestSink sink) throws IOException {
        this(TransportChoice.NIO, config, sink);
    }

    private static @Nullable VersionRange stable(ApiKey apiKey) {
        return apiKey.onBroker() ? new VersionRange(apiKey.lowestVersion(), apiKey.highestStableVersion()) : null;
    }

    static SocketConfig config() {
        return new Config().build();
    }

    TestClient connect() throws IOException {
        return new TestClient(server.boundPort("TEST"));
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(5));
        Awaitility.await().until(() -> server.connectionCount() == 0);
        Awaitility.await("all buffers released").until(() -> allocator.usedBytes() == 0);
        assertThat(server.budget().bytes()).isZero();
        assertThat(server.budget().requests()).isZero();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** The values that tests vary. */
    static final class Config {
        private int requestMaxBytes = SocketConfig.DEFAULT_REQUEST_MAX_BYTES;
        private int queuedMaxRequests = SocketConfig.DEFAULT_QUEUED_MAX_REQUESTS;
        private long queuedMaxRequestBytes = -1;
        private long connectionsMaxIdleMs = -1;
        private int maxConnections = Integer.MAX_VALUE;
        private int maxConnectionsPerIp = Integer.MAX_VALUE;
        private Map<String, Integer> maxConnectionsPerIpOverrides = Map.of();
        private int connectionMaxRequests = SocketConfig.DEFAULT_CONNECTION_MAX_REQUESTS;
        private int connectionMaxRequestBytes = SocketConfig.DEFAULT_CONNECTION_MAX_REQUEST_BYTES;

        Config requestMaxBytes(int value) {
            requestMaxBytes = value;
            return this;
        }

        Config queuedMaxRequests(int value) {
            queuedMaxRequests = value;
            return this;
        }

        Config queuedMaxRequestBytes(long value) {
            queuedMaxRequestBytes = value;
            return this;
        }

        Config connectionsMaxIdleMs(long value) {
            connectionsMaxIdleMs = value;
            return this;
        }

        Config maxConnections(int value) {
            maxConnections = value;
            return this;
        }

        Config maxConnectionsPerIp(int value, Map<String, Integer> overrides) {
            maxConnectionsPerIp = value;
            maxConnectionsPerIpOverrides = overrides;
            return this;
        }

        Config connectionMaxRequests(int value) {
            connectionMaxRequests = value;
            return this;
        }

        Config connectionMaxRequestBytes(int value) {
            connectionMaxRequestBytes = value;
            return this;
        }

        SocketConfig build() {
            return new SocketConfig(
                    List.of(new Listener("TEST", "127.0.0.1", 0, SecurityProtocol.PLAINTEXT)),
                    requestMaxBytes,
                    queuedMaxRequests,
                    queuedMaxRequestBytes,
                    connectionsMaxIdleMs,
                    maxConnections,
                    maxConnectionsPerIp,
                    maxConnectionsPerIpOverrides,
                    SocketConfig.DEFAULT_LISTEN_BACKLOG_SIZE,
                    SocketConfig.DEFAULT_SOCKET_BUFFER_BYTES,
                    SocketConfig.DEFAULT_SOCKET_BUFFER_BYTES,
                    connectionMaxRequests,
                    connectionMaxRequestBytes,
                    SocketConfig.DEFAULT_SENDFILE_MIN_BYTES);
        }
    }
}
