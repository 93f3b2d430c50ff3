// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Listens with one thread of its own. Bounded: so many connections, so large a request, one answer under way for each connection, so long
 * for a request to come and for an answer to go. What serves is made when the first request comes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Nothing hangs on how a connection or the loop ends.
public final class HttpServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 64;
    private static final int BACKLOG = 16;
    private static final long END_MS = 2000;

    private final EventLoopGroup loop;
    private final List<Channel> listening = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private HttpServer() {
        loop = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("console", true), NioIoHandler.newFactory());
    }

    /** Listens on one port of all the addresses that there are; throws when there is none, with the address and the reason. */
    public static HttpServer listen(List<InetAddress> addresses, int port, Guard guard, Supplier<Routes> routes)
            throws IOException {
        var server = new HttpServer();
        var initializer = new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                server.accepted(channel, guard, routes);
            }
        };
        var bootstrap = new ServerBootstrap()
                .group(server.loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(initializer);
        int wanted = port;
        for (InetAddress address : addresses) {
            ChannelFuture bound =
                    bootstrap.bind(new InetSocketAddress(address, wanted)).awaitUninterruptibly();
            if (bound.isSuccess()) {
                server.listening.add(bound.channel());
                wanted = server.port();
            } else if (server.listening.isEmpty()) {
                server.close();
                throw cannotListen(address, port, bound.cause());
            }
        }
        return server;
    }

    private static IOException cannotListen(InetAddress address, int port, Throwable cause) {
        String reason = cause instanceof BindException ? "the port is already in use" : String.valueOf(cause);
        return new IOException(address.getHostAddress() + ":" + port + " cannot be listened on, " + reason, cause);
    }

    private void accepted(SocketChannel channel, Guard guard, Supplier<Routes> routes) {
        if (connections.incrementAndGet() > MAX_CONNECTIONS) {
            channel.close();
        } else {
            HttpConnection.open(channel, guard, routes);
        }
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    }

    public int port() {
        return ((InetSocketAddress) listening.get(0).localAddress()).getPort();
    }

    @Override
    public void close() {
        listening.forEach(Channel::close);
        loop.shutdownGracefully(0, END_MS, TimeUnit.MILLISECONDS);
    }
}
