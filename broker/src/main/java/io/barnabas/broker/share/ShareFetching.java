// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.share.SharePartitionLeader.Taken;
import io.barnabas.coordinator.share.partition.AcquireRequest;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets records for one member from the partitions of its session: goes from one to the next, each on its own loop, until it has
 * enough, and waits when there are none.
 *
 * <pre>
 *   round:  connection's loop -> partition 1's loop -> partition 2's loop -> ... -> connection's loop
 * </pre>
 *
 * <p>With {@code minBytes} above one a round that only looks comes first. What wakes it (an append, records given back, a state
 * loaded) may come during a round; then another one follows.
 */
final class ShareFetching implements Partition.DataWaiter {
    private static final Logger LOG = LoggerFactory.getLogger(ShareFetching.class);

    private final ShareSession session;
    private final List<Stop> stops;
    private final ShareFetchLimits limits;
    private final ScheduledExecutorService loop;
    private final Consumer<Map<ShareTarget, Result>> whenDone;

    private final AtomicBoolean woken = new AtomicBoolean();
    private Map<ShareTarget, Result> results = new LinkedHashMap<>();
    private long bytes;
    private long records;
    private boolean failed;
    private boolean running;
    private boolean registered;
    private boolean timeIsOver;
    private boolean done;
    private @Nullable ScheduledFuture<?> deadline;

    /** A partition on the way. */
    record Stop(ShareTarget target, SharePartitionLeader leader) {}

    /** What became of one partition. */
    record Result(Taken taken, @Nullable ApiException error) {}

    /** @param stops in the order in which they are asked */
    ShareFetching(
            ShareSession session,
            List<Stop> stops,
            ShareFetchLimits limits,
            ScheduledExecutorService loop,
            Consumer<Map<ShareTarget, Result>> whenDone) {
        this.session = session;
        this.stops = stops;
        this.limits = limits;
        this.loop = loop;
        this.whenDone = whenDone;
    }

    /** On the connection's loop. */
    void start() {
        if (limits.maxWaitMs() <= 0) {
            timeIsOver = true;
        } else {
            deadline = loop.schedule(this::timeIsOver, limits.maxWaitMs(), TimeUnit.MILLISECONDS);
        }
        round();
    }

    private void timeIsOver() {
        timeIsOver = true;
        if (!running && !done) {
            round();
        }
    }

    /** Any loop. */
    @Override
    public void dataMayHaveArrived() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(() -> {
                if (!running && !done) {
                    round();
                }
            });
        }
    }

    private void round() {
        running = true;
        woken.set(false);
        results = new LinkedHashMap<>();
        bytes = 0;
        records = 0;
        failed = false;
        if (limits.minBytes() > 1 && !timeIsOver) {
            visit(0, this::look, this::looked);
        } else {
            visit(0, this::take, this::took);
        }
    }

    private interface Visit {
        void at(Stop stop) throws IOException;
    }

    /** Visits the partitions from the given one on, each on its own loop, and comes back to the connection's then. */
    private void visit(int from, Visit visit, Runnable atEnd) {
        int index = from;
        while (index < stops.size() && records < limits.maxRecords() && bytes < limits.maxBytes()) {
            Stop stop = stops.get(index);
            if (!stop.leader().partition().loop().inEventLoop()) {
                int here = index;
                stop.leader().partition().loop().execute(() -> visit(here, visit, atEnd));
                return;
            }
            visit(stop, visit);
            index++;
        }
        registered |= index == stops.size();
        loop.execute(atEnd);
    }

    private void visit(Stop stop, Visit visit) {
        try {
            visit.at(stop);
        } catch (ApiException e) {
            failed = true;
            results.put(stop.target(), new Result(Taken.NOTHING, e));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Cannot read {} for a share group", stop.leader().partition(), e);
            failed = true;
            results.put(stop.target(), new Result(Taken.NOTHING, new ApiException(Errors.KAFKA_STORAGE_ERROR)));
        }
    }

    private void look(Stop stop) throws IOException {
        register(stop);
        bytes += stop.leader().available((int) (limits.maxBytes() - bytes));
    }

    private void looked() {
        if (bytes >= limits.minBytes() || failed) {
            bytes = 0;
            visit(0, this::take, this::took);
        } else {
            rest();
        }
    }

    private void take(Stop stop) throws IOException {
        register(stop);
        if (session.isClosed()) {
            return;
        }
        Taken taken = stop.leader()
                .acquire(
                        new AcquireRequest(
                                session.member().memberId(),
                                (int) (limits.maxRecords() - records),
                                limits.batchSize(),
                                limits.strict()),
                        (int) (limits.maxBytes() - bytes));
        if (!taken.acquired().isEmpty()) {
            bytes += taken.sizeInBytes();
            taken.acquired().forEach(batch -> records += batch.last() - batch.first() + 1);
            results.put(stop.target(), new Result(taken, null));
        }
    }

    private void register(Stop stop) {
        if (!registered && limits.maxWaitMs() > 0) {
            stop.leader().removeWaiter(this);
            stop.leader().addWaiter(this);
        }
    }

    private void took() {
        if (!results.isEmpty() || timeIsOver || stops.isEmpty() || session.isClosed()) {
            finish();
        } else {
            rest();
        }
    }

    private void rest() {
        running = false;
        if (woken.get() || timeIsOver) {
            round();
        }
    }

    private void finish() {
        done = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (limits.maxWaitMs() > 0) {
            for (Stop stop : new ArrayList<>(stops)) {
                stop.leader().partition().execute(() -> stop.leader().removeWaiter(this));
            }
        }
        whenDone.accept(results);
    }
}
