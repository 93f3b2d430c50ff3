// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.barnabas.wire.netty.OutboundSize;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, and owns the connections until they are closed. Runs on loops that are given to it and that it does not end. */
@SuppressWarnings("FutureReturnValueIgnored") // A write or close that fails ends the channel, which is seen there.
public final class SocketServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
    private static final Duration DEFAULT_STOP_TIMEOUT = Duration.ofSeconds(5);
    /** Answers waiting for a slow reader: above the high mark its requests are no longer read, below the low one they are again. */
    private static final WriteBufferWaterMark WAITING_ANSWERS = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private static final FixedRecvByteBufAllocator ONE_CONNECTION_A_TURN = new FixedRecvByteBufAllocator(Integer.BYTES);

    static {
        ONE_CONNECTION_A_TURN.maxMessagesPerRead(1);
    }

    private final SocketConfig config;
    private final EventLoopGroup loops;
    private final ByteBufAllocator allocator;
    private final ServerContext context;
    private final ConnectionLimits limits;
    private final AcceptGate acceptGate;
    private final Map<EventLoop, LoopConnections> connections = new HashMap<>();
    private final Map<String, List<Channel>> listening = new LinkedHashMap<>();

    public SocketServer(
            SocketConfig config, EventLoopGroup loops, RequestSink sink, SupportedVersions supportedVersions) {
        this(config, loops, sink, supportedVersions, Ticker.systemTicker(), ByteBufAllocator.DEFAULT);
    }

    SocketServer(
            SocketConfig config,
            EventLoopGroup loops,
            RequestSink sink,
            SupportedVersions supportedVersions,
            Ticker ticker,
            ByteBufAllocator allocator) {
        this.config = config;
        this.loops = loops;
        this.allocator = allocator;
        limits = new ConnectionLimits(config);
        var budget = new InFlightBudget(totalRequestBytes(config), config.queuedMaxRequests());
        context = new ServerContext(config, new RequestDecoder(supportedVersions), sink, budget, limits);
        acceptGate = new AcceptGate(limits);
        // All of them now, so that a connection which comes while the server stops finds its loop stopping.
        for (EventExecutor loop : loops) {
            connections.put(
                    (EventLoop) loop, new LoopConnections((EventLoop) loop, ticker, config.connectionsMaxIdleMs()));
        }
    }

    private static long totalRequestBytes(SocketConfig config) {
        return config.queuedMaxRequestBytes() > 0
                ? config.queuedMaxRequestBytes()
                : Math.max(config.requestMaxBytes(), PlatformDependent.maxDirectMemory() / 2);
    }

    /**
     * Listens on all listeners, or on none.
     *
     * @throws IOException when an address cannot be listened on; its message names the listener, the address and the reason
     */
    public void start() throws IOException {
        try {
            for (Listener listener : config.listeners()) {
                listening.put(listener.name(), listen(listener));
            }
        } catch (IOException e) {
            stopAccepting();
            throw e;
        }
    }

    private List<Channel> listen(Listener listener) throws IOException {
        ServerBootstrap bootstrap = bootstrap(listener);
        var channels = new ArrayList<Channel>();
        int port = listener.port();
        for (InetAddress address : ListenAddresses.of(listener)) {
            ChannelFuture bound =
                    bootstrap.bind(new InetSocketAddress(address, port)).awaitUninterruptibly();
            if (bound.isSuccess()) {
                channels.add(bound.channel());
                port = portOf(bound.channel());
            } else if (channels.isEmpty()) {
                throw cannotListen(listener, bound.cause());
            } else {
                LOG.debug("Listener {} does without {}", listener.name(), address, bound.cause());
            }
        }
        return channels;
    }

    private static BindException cannotListen(Listener listener, Throwable cause) {
        String message = "Listener " + listener.name() + " cannot listen on " + listener.text() + ": ";
        BindException problem = ListenAddresses.isTaken(cause)
                ? new PortTakenException(message + ListenAddresses.owner(listener.port()))
                : new BindException(message + ListenAddresses.reasonOf(cause));
        problem.initCause(cause);
        return problem;
    }

    @SuppressWarnings("deprecation") // There is no other way to accept one connection at a time.
    private ServerBootstrap bootstrap(Listener listener) {
        var bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(EventLoops.serverChannel(loops))
                .option(ChannelOption.SO_BACKLOG, config.listenBacklogSize())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING_ANSWERS)
                .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, OutboundSize.INSTANCE)
                .handler(acceptGate)
                .childHandler(new ConnectionInitializer(context, listener, this::connectionsOf));
        if (config.sendBufferBytes() > 0) {
            bootstrap.childOption(ChannelOption.SO_SNDBUF, config.sendBufferBytes());
        }
        if (config.receiveBufferBytes() > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, config.receiveBufferBytes());
        }
        if (context.limits().bounded()) {
            bootstrap.option(ChannelOption.RCVBUF_ALLOCATOR, ONE_CONNECTION_A_TURN);
        }
        return bootstrap;
    }

    private LoopConnections connectionsOf(EventLoop loop) {
        return Objects.requireNonNull(connections.get(loop), "a connection on a loop of another group");
    }

    /** The port a listener has got, which matters when it was told to take any. */
    public int boundPort(String listenerName) {
        List<Channel> channels = listening.get(listenerName);
        if (channels == null) {
            throw new IllegalArgumentException("No listener " + listenerName + " is bound");
        }
        return portOf(channels.get(0));
    }

    private static int portOf(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /**
     * Takes the bounds on connections from another config, and leaves all else. Connections beyond a bound stay until they end.
     *
     * @throws IllegalArgumentException when a host among them is unknown; then nothing changes
     */
    public void limitConnections(SocketConfig other) {
        limits.change(other);
        acceptGate.reconsider();
    }

    /** Connections open now. */
    public int connectionCount() {
        return context.limits().count();
    }

    /** Accepts no more connections; those that are open go on. */
    public void stopAccepting() {
        listening.values().stream()
                .flatMap(List::stream)
                .map(Channel::close)
                .forEach(ChannelFuture::awaitUninterruptibly);
    }

    /**
     * Accepts no connections and reads no requests any more; each connection is closed once the requests it has sent are answered. Does
     * not wait.
     *
     * @return completes when the last connection has ended
     */
    public CompletableFuture<Void> stopReading() {
        stopAccepting();
        return CompletableFuture.allOf(
                connections.values().stream().map(LoopConnections::stop).toArray(CompletableFuture<?>[]::new));
    }

    /** Stops reading, waits so long for the answers to leave, then closes what is left. Not to be called on a loop. */
    public void stop(Duration timeout) {
        CompletableFuture<Void> ended = stopReading();
        try {
            ended.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("Closing {} connections that wait for an answer still", connectionCount());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        connections.values().forEach(LoopConnections::closeAll);
    }

    @Override
    public void close() {
        stop(DEFAULT_STOP_TIMEOUT);
    }

    InFlightBudget budget() {
        return context.budget();
    }
}
