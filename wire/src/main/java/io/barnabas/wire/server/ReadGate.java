// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.barnabas.wire.netty.FrameDecoder;
import io.barnabas.wire.netty.FrameGate;
import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Whether one connection is read: it takes frames while its own bounds and those of all connections together allow it, and
 * its channel rests while any {@link ReadPause} holds. Owned by the connection's loop; only the wake-up from the budget comes
 * from elsewhere.
 */
final class ReadGate implements FrameGate {
    private final SocketConfig config;
    private final InFlightBudget budget;
    private final Channel channel;
    private final Executor loop;
    private final Consumer<String> onBadFrame;
    private final FrameDecoder frames;
    private final EnumSet<ReadPause> pauses = EnumSet.noneOf(ReadPause.class);
    private final Runnable wake = this::wakeFromBudget;

    private int unanswered;
    private int unansweredBytes;
    private boolean inLineForBudget;

    /** @param onBadFrame closes the connection, for this reason */
    ReadGate(ServerContext server, Channel channel, Executor loop, Consumer<String> onBadFrame) {
        config = server.config();
        budget = server.budget();
        this.channel = channel;
        this.loop = loop;
        this.onBadFrame = onBadFrame;
        frames = new FrameDecoder(config.requestMaxBytes(), this);
    }

    FrameDecoder frames() {
        return frames;
    }

    @Override
    public boolean admit(int sizeInBytes) {
        if (isOwnBoundReached()) {
            pause(ReadPause.OWN_BOUND);
        }
        if (!pauses.isEmpty()) {
            return false;
        }
        if (budget.tryReserve(sizeInBytes)) {
            return true;
        }
        inLineForBudget = true;
        budget.await(wake);
        if (budget.tryReserve(sizeInBytes)) {
            leaveLine();
            return true;
        }
        pause(ReadPause.TOTAL_BOUND);
        return false;
    }

    @Override
    public void abandoned(int sizeInBytes) {
        budget.release(sizeInBytes);
    }

    @Override
    public void badFrame(String reason) {
        onBadFrame.accept(reason);
    }

    /** The frame has become a request. */
    void taken(Request request) {
        if (request.holdsFrame()) {
            budget.requestHeld();
        }
        unanswered++;
        unansweredBytes += request.sizeInBytes();
    }

    /** The request has its outcome, and its bytes have been given back. */
    void settled(Request request, boolean heldFrame) {
        unansweredBytes -= request.sizeInBytes();
        if (heldFrame) {
            budget.requestReleased(request.sizeInBytes());
        } else {
            budget.release(request.sizeInBytes());
        }
    }

    /** The outcome of a request has been carried out. */
    void answered() {
        unanswered--;
    }

    boolean isPausedFor(ReadPause reason) {
        return pauses.contains(reason);
    }

    void pause(ReadPause reason) {
        if (pauses.add(reason)) {
            channel.config().setAutoRead(false);
        }
    }

    void resume(ReadPause reason) {
        if (pauses.remove(reason) && pauses.isEmpty()) {
            frames.resume();
            if (pauses.isEmpty()) {
                channel.config().setAutoRead(true);
            }
        }
    }

    /** Reads on if it was the connection's own bound that stopped it. */
    void resumeBelowOwnBound() {
        if (pauses.contains(ReadPause.OWN_BOUND) && !isOwnBoundReached()) {
            resume(ReadPause.OWN_BOUND);
        }
    }

    private boolean isOwnBoundReached() {
        return unanswered >= config.connectionMaxRequests() || unansweredBytes >= config.connectionMaxRequestBytes();
    }

    private void wakeFromBudget() {
        loop.execute(() -> {
            inLineForBudget = false;
            resume(ReadPause.TOTAL_BOUND);
            if (!inLineForBudget) {
                budget.wakeNext();
            }
        });
    }

    /** Waits for the budget of all connections no more. */
    void leaveLine() {
        inLineForBudget = false;
        budget.stopWaiting(wake);
    }

    /** The connection ends: what is there of a frame is given up. */
    void end() {
        frames.end();
    }
}
