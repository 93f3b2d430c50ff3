// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.barnabas.wire.netty.FrameDecoder;
import io.barnabas.wire.netty.ResponseEncoder;
import io.barnabas.wire.server.Request.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of one connection: frames to requests, answers back in the order of the requests. Its {@link ReadGate}
 * says when it is read. Owned by the connection's loop; only {@link #ended} comes from elsewhere.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write or close that fails ends the channel, which is seen there.
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final ServerContext server;
    private final Connection connection;
    private final LoopConnections loop;
    private final Channel channel;
    private final ReadGate gate;
    private final ResponseEncoder encoder;

    /** In the order received; the head's answer leaves first. */
    private final ArrayDeque<Request> unanswered = new ArrayDeque<>(4);

    private final Queue<Request> endedElsewhere = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean handOverScheduled = new AtomicBoolean();

    private boolean unflushed;
    private long lastActiveNanos;
    private long outboundSeen;

    ConnectionHandler(ServerContext server, Connection connection, LoopConnections loop, Channel channel) {
        this.server = server;
        this.connection = connection;
        this.loop = loop;
        this.channel = channel;
        gate = new ReadGate(server, channel, this::executeOnLoop, this::closeFor);
        encoder = new ResponseEncoder(server.config().sendfileMinBytes());
        lastActiveNanos = loop.nowNanos();
    }

    FrameDecoder frames() {
        return gate.frames();
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        loop.add(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var frame = (ByteBuf) message;
        int size = frame.readableBytes();
        lastActiveNanos = loop.nowNanos();
        Request request;
        try {
            request = server.requestDecoder().decode(this, frame);
        } catch (InvalidRequestException e) {
            frame.release();
            gate.abandoned(size);
            closeFor(e.reason());
            return;
        }
        if (!request.holdsFrame()) {
            frame.release();
        }
        gate.taken(request);
        unanswered.add(request);
        handOut(request);
    }

    private void handOut(Request request) {
        try {
            if (!server.requestDecoder().answersItself(request)) {
                server.sink().handle(request);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{} request from {} failed", request.apiKey(), connection, e);
            if (request.isPending()) {
                request.closeConnection("its request failed");
            }
        }
    }

    /** The request has an outcome. Any thread; what ends elsewhere in a burst is taken over by one task. */
    void ended(Request request) {
        if (connection.eventLoop().inEventLoop()) {
            settle(request);
            writeReady();
            gate.resumeBelowOwnBound();
        } else {
            endedElsewhere.add(request);
            if (handOverScheduled.compareAndSet(false, true)) {
                executeOnLoop(this::takeOver);
            }
        }
    }

    private void takeOver() {
        handOverScheduled.set(false);
        for (Request request = endedElsewhere.poll(); request != null; request = endedElsewhere.poll()) {
            settle(request);
        }
        writeReady();
        gate.resumeBelowOwnBound();
    }

    private void settle(Request request) {
        ByteBuf frame = request.takeFrame();
        if (frame != null) {
            frame.release();
        }
        gate.settled(request, frame != null);
    }

    private void writeReady() {
        for (Request head = unanswered.peek(); head != null; head = unanswered.peek()) {
            Outcome outcome = head.outcome();
            if (outcome == null) {
                return;
            }
            unanswered.remove();
            gate.answered();
            lastActiveNanos = loop.nowNanos();
            if (channel.isActive()) {
                carryOut(head, outcome);
            }
        }
        if (gate.isPausedFor(ReadPause.STOPPING)) {
            closeOnceFlushed();
        }
    }

    private void carryOut(Request request, Outcome outcome) {
        if (outcome instanceof Outcome.Answer answer) {
            write(request, answer);
        } else if (outcome instanceof Outcome.Close close) {
            LOG.info("Closing connection from {}: {}", connection, close.reason());
            gate.end();
            closeOnceFlushed();
        }
    }

    private void write(Request request, Outcome.Answer answer) {
        try {
            encoder.write(
                    channel,
                    request.header().correlationId(),
                    request.apiKey().responseHeaderVersion(request.version()),
                    answer.response(),
                    request.version());
        } catch (RuntimeException e) {
            LOG.error("Closing connection from {}: {} answer cannot be written", connection, request.apiKey(), e);
            close();
            return;
        }
        if (!unflushed) {
            unflushed = true;
            loop.flushLater(this);
        }
    }

    /** Flushes what this turn of the loop has written. */
    void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            gate.resume(ReadPause.SLOW_READER);
        } else {
            gate.pause(ReadPause.SLOW_READER);
        }
    }

    private void executeOnLoop(Runnable task) {
        try {
            connection.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop of {} has ended", connection, e);
        }
    }

    /** Reads no more, lets the answers leave and closes. */
    void stop() {
        gate.pause(ReadPause.STOPPING);
        gate.end();
        if (unanswered.isEmpty()) {
            closeOnceFlushed();
        }
    }

    private void closeOnceFlushed() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes when nothing has moved for the time given and no request waits for the broker. */
    void closeIfIdle(long nowNanos, long maxIdleNanos) {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        long progress = outbound == null ? 0 : outbound.totalPendingWriteBytes() - outbound.currentProgress();
        if (progress != outboundSeen || !unanswered.isEmpty()) {
            outboundSeen = progress;
            lastActiveNanos = nowNanos;
        } else if (nowNanos - lastActiveNanos > maxIdleNanos) {
            LOG.debug("Closing connection from {}: idle", connection);
            close();
        }
    }

    private void closeFor(String reason) {
        LOG.warn("Closing connection from {}: {}", connection, reason);
        close();
    }

    void close() {
        gate.end();
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gate.leaveLine();
        loop.remove(this);
        writeReady();
        connection.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("Connection from {} broke", connection, cause);
        } else {
            LOG.error("Closing connection from {}: unexpected error", connection, cause);
        }
        close();
    }
}
