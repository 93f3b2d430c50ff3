// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.barnabas.wire.netty.FrameBufferAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an accepted socket of one listener a connection: counts it, then builds its pipeline, on the connection's loop.
 *
 * <pre>
 *   socket -> [TLS, when the listener has it] -> FrameDecoder -> ConnectionHandler -> RequestSink
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write or close that fails ends the channel, which is seen there.
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionInitializer.class);
    private static final AtomicLong NEXT_ID = new AtomicLong();

    private final ServerContext server;
    private final Listener listener;
    private final Function<EventLoop, LoopConnections> loops;

    ConnectionInitializer(ServerContext server, Listener listener, Function<EventLoop, LoopConnections> loops) {
        this.server = server;
        this.listener = listener;
        this.loops = loops;
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress address = addressOf(channel);
        if (address != null && !count(channel, address)) {
            channel.close();
            return;
        }
        EventLoop eventLoop = channel.eventLoop();
        var connection = new Connection(
                NEXT_ID.incrementAndGet(), channel.remoteAddress(), channel.localAddress(), listener, eventLoop);
        var handler = new ConnectionHandler(server, connection, loops.apply(eventLoop), channel);
        channel.config().setRecvByteBufAllocator(new FrameBufferAllocator(handler.frames()));
        channel.pipeline().addLast(handler.frames(), handler);
    }

    private boolean count(Channel channel, InetAddress address) {
        ConnectionLimits limits = server.limits();
        if (!limits.tryAdd(address)) {
            LOG.warn(
                    "Refused connection from {} on listener {}: the address has as many as it may, {}",
                    channel.remoteAddress(),
                    listener.name(),
                    limits.mostFrom(address));
            return false;
        }
        channel.closeFuture().addListener(ignored -> limits.remove(address));
        return true;
    }

    private static @Nullable InetAddress addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }
}
