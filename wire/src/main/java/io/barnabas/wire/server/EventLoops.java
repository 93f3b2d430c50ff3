// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the event loops that own connections (and, in the broker, partitions). */
public final class EventLoops {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

    private EventLoops() {}

    public static EventLoopGroup open(TransportChoice choice, int threads) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("loop", true), handlers(choice));
    }

    private static IoHandlerFactory handlers(TransportChoice choice) {
        if (choice == TransportChoice.NATIVE) {
            if (Epoll.isAvailable()) {
                return EpollIoHandler.newFactory();
            }
            LOG.info(
                    "No native transport here, using NIO ({})",
                    Epoll.unavailabilityCause().toString());
        }
        return NioIoHandler.newFactory();
    }

    /** The kind of listening socket that runs on the loops. */
    static Class<? extends ServerChannel> serverChannel(EventLoopGroup loops) {
        return loops instanceof IoEventLoopGroup group && group.isIoType(EpollIoHandler.class)
                ? EpollServerSocketChannel.class
                : NioServerSocketChannel.class;
    }
}
