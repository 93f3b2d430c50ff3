// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.ProduceResponse;
import io.barnabas.wire.message.ProduceResponse.PartitionProduceResponse;
import io.barnabas.wire.protocol.Errors;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A produce request whose partitions are being appended to, perhaps on several loops. The one that finishes last sends the
 * answer; the counter's decrement makes what the others wrote into their places visible to it.
 */
final class PendingProduce {
    private final RequestContext context;
    private final short acks;
    private final ProduceResponse response;
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile @Nullable String firstFailure;

    PendingProduce(RequestContext context, short acks, ProduceResponse response) {
        this.context = context;
        this.acks = acks;
        this.response = response;
    }

    /** Answers an error for one partition; the last error is what closes a connection that wants no answers. */
    void refuse(PartitionProduceResponse answer, Errors error, @Nullable String message) {
        answer.setErrorCode(error.code()).setErrorMessage(message).setBaseOffset(-1);
        firstFailure = error + " for partition " + answer.index();
    }

    /** Sends each append to its loop, those of one loop in one hand-over. */
    void start(List<PartitionAppend> appends) {
        outstanding.set(appends.size() + 1);
        if (appends.size() == 1) {
            appends.get(0).partition().execute(appends.get(0));
        } else {
            Map<EventLoop, List<PartitionAppend>> byLoop = new HashMap<>();
            for (PartitionAppend append : appends) {
                byLoop.computeIfAbsent(append.partition().loop(), loop -> new ArrayList<>())
                        .add(append);
            }
            for (List<PartitionAppend> together : byLoop.values()) {
                together.get(0).partition().execute(() -> together.forEach(PartitionAppend::run));
            }
        }
        finished();
    }

    /** One append, or the sending of them all, is done. */
    void finished() {
        if (outstanding.decrementAndGet() == 0) {
            answer();
        }
    }

    private void answer() {
        String failure = firstFailure;
        if (acks != 0) {
            context.respond(response);
        } else if (failure == null) {
            context.finishWithoutResponse();
        } else {
            context.closeConnection("a produce with acks=0 failed: " + failure);
        }
    }
}
