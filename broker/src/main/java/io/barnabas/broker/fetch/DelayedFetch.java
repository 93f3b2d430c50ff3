// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.fetch;

import io.barnabas.broker.partition.Partition;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fetch that waits until enough bytes are there or its time is over.
 *
 * <p>Everything but {@link #dataMayHaveArrived} runs on the connection's loop. It is registered with each partition on the
 * partition's loop, which is the loop that moves the high watermark: so an append is either seen when registering or
 * announced afterwards.
 */
public final class DelayedFetch implements Partition.DataWaiter {
    private final FetchRead read;
    private final int minBytes;
    private final ScheduledExecutorService loop;
    private final Consumer<FetchRead.Outcome> whenDone;
    private final Map<EventLoop, List<FetchRead.Seen>> partitions = new HashMap<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private @Nullable ScheduledFuture<?> deadline;
    private boolean done;

    public DelayedFetch(
            FetchRead read, int minBytes, ScheduledExecutorService loop, Consumer<FetchRead.Outcome> whenDone) {
        this.read = read;
        this.minBytes = minBytes;
        this.loop = loop;
        this.whenDone = whenDone;
    }

    /** Begins to wait after a first read that did not find enough. */
    public void await(FetchRead.Outcome first, long maxWaitMs) {
        deadline = loop.schedule(() -> finish(read.read()), maxWaitMs, TimeUnit.MILLISECONDS);
        for (FetchRead.Seen seen : first.seen()) {
            partitions
                    .computeIfAbsent(seen.partition().loop(), owner -> new ArrayList<>())
                    .add(seen);
        }
        partitions.forEach((owner, those) -> execute(owner, () -> register(those)));
    }

    private void register(List<FetchRead.Seen> those) {
        for (FetchRead.Seen seen : those) {
            seen.partition().addWaiter(this);
            if (seen.moved()) {
                // What was appended between the first read and now was announced to nobody.
                dataMayHaveArrived();
            }
        }
    }

    private static void execute(EventLoop owner, Runnable task) {
        if (owner.inEventLoop()) {
            task.run();
        } else {
            owner.execute(task);
        }
    }

    /** On a partition's loop. Several events before the connection's loop comes round cost one look. */
    @Override
    public void dataMayHaveArrived() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(this::look);
        }
    }

    private void look() {
        woken.set(false);
        if (done) {
            return;
        }
        FetchRead.Outcome outcome = read.read();
        if (outcome.answerNow() || outcome.sizeInBytes() >= minBytes) {
            finish(outcome);
        }
    }

    private void finish(FetchRead.Outcome outcome) {
        if (done) {
            return;
        }
        done = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        partitions.forEach((owner, those) -> execute(owner, () -> {
            for (FetchRead.Seen seen : those) {
                seen.partition().removeWaiter(this);
            }
        }));
        whenDone.accept(outcome);
    }
}
