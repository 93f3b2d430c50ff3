// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts accepted connections and lets the listening sockets rest while there are {@code max.connections}. Shared by all listeners. */
@SuppressWarnings("FutureReturnValueIgnored") // A write or close that fails ends the channel, which is seen there.
@Sharable
final class AcceptGate extends ChannelInboundHandlerAdapter {
    private final ConnectionLimits limits;
    private final Set<Channel> listening = ConcurrentHashMap.newKeySet();

    AcceptGate(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        listening.add(ctx.channel());
        setAccepting(!limits.full());
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        listening.remove(ctx.channel());
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var accepted = (Channel) message;
        limits.opened();
        accepted.closeFuture().addListener(ignored -> {
            limits.closed();
            if (limits.bounded()) {
                setAccepting(!limits.full());
            }
        });
        if (limits.full()) {
            setAccepting(false);
        }
        ctx.fireChannelRead(message);
    }

    /** Accepts, or rests, as the limits say now. */
    void reconsider() {
        setAccepting(!limits.full());
    }

    private void setAccepting(boolean accepting) {
        listening.forEach(channel -> channel.config().setAutoRead(accepting));
    }
}
