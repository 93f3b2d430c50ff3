// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.partition;

import io.barnabas.broker.metrics.Traffic;
import io.barnabas.log.AppendResult;
import io.barnabas.log.PartitionLog;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One partition that this broker leads: its log, the loop that owns it, and those who wait for its high watermark to move.
 *
 * <p>Appending, deleting and waiting happen on the owner's loop ({@link #execute}); reading the log may happen anywhere.
 */
public final class Partition {
    private final UUID topicId;
    private final String topic;
    private final int index;
    private final EventLoop loop;
    private volatile PartitionLog log;
    private final Traffic traffic;
    private final TransactionGate transactions;
    private final List<DataWaiter> waiters = new ArrayList<>();
    private volatile int leaderEpoch;
    private volatile boolean deleted;

    /** Who waits for the write at the end of this turn. */
    private List<DurableListener> gathered = new ArrayList<>(0);

    Partition(
            UUID topicId, String topic, int index, int leaderEpoch, EventLoop loop, PartitionLog log, Traffic traffic) {
        this.topicId = topicId;
        this.topic = topic;
        this.index = index;
        this.leaderEpoch = leaderEpoch;
        this.loop = loop;
        this.log = log;
        this.traffic = traffic;
        this.transactions = new TransactionGate(this::hasOpenTransaction, this::execute);
    }

    /** Learns, on the partition's loop, that what was appended is as durable as the topic asks for, or that it is not. */
    @FunctionalInterface
    public interface DurableListener {
        /** @param failure null when all is well */
        void durable(@Nullable IOException failure);
    }

    /** Is told, on the partition's loop, that there may be more to read. May be told needlessly. */
    @FunctionalInterface
    public interface DataWaiter {
        void dataMayHaveArrived();
    }

    public UUID topicId() {
        return topicId;
    }

    public String topic() {
        return topic;
    }

    public int index() {
        return index;
    }

    public PartitionLog log() {
        return log;
    }

    /** Counts what goes in here; who sends records of this partition counts what goes out. */
    public Traffic traffic() {
        return traffic;
    }

    /** Where transactional records have to pass; used on the owner's loop. */
    public TransactionGate transactions() {
        return transactions;
    }

    public int leaderEpoch() {
        return leaderEpoch;
    }

    /** Compares the leader epoch that a client knows (-1: none) with ours (KIP-320). */
    public Errors checkEpoch(int clientEpoch) {
        if (clientEpoch < 0 || clientEpoch == leaderEpoch) {
            return Errors.NONE;
        }
        return clientEpoch < leaderEpoch ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH;
    }

    /** On the owner's loop. */
    void setLeaderEpoch(int epoch) {
        leaderEpoch = epoch;
    }

    private boolean hasOpenTransaction(long producerId, short producerEpoch) {
        return log.hasOpenTransaction(producerId, producerEpoch);
    }

    /** The same records are in another log directory from now on. On the owner's loop. */
    void moved(PartitionLog elsewhere) {
        assert loop.inEventLoop();
        log = elsewhere;
        wakeWaiters();
    }

    boolean isDeleted() {
        return deleted;
    }

    /** The topic is gone: nothing is appended any more, and who waits learns it. On the owner's loop. */
    void markDeleted() {
        writeGathered();
        deleted = true;
        wakeWaiters();
    }

    public EventLoop loop() {
        return loop;
    }

    /** Runs a task on the owner's loop: at once when the caller is on it. */
    public void execute(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /**
     * Appends batches to the page cache; {@link #whenDurable} says when they may be answered for. On the owner's loop.
     *
     * @param batches whole record batches; offsets and leader epoch are patched into them in place
     * @throws io.barnabas.log.record.InvalidBatchException nothing was appended, with the reason
     * @throws ApiException UNKNOWN_TOPIC_OR_PARTITION when the topic was deleted meanwhile
     * @throws IOException the disk failed
     */
    public AppendResult append(ByteBuffer batches, AppendOrigin origin, long nowMs) throws IOException {
        requireNotDeleted();
        int sizeInBytes = batches.remaining();
        AppendResult result = log.append(batches, leaderEpoch, origin, nowMs);
        count(result, sizeInBytes);
        appended();
        return result;
    }

    /**
     * Appends batches with all others that come for this partition in the same turn of the loop: one write, one wake-up of those
     * who wait, one fsync. On the owner's loop.
     *
     * @param batches as {@link #append}; kept until the listener is told
     * @param listener told in its turn when everything is as durable as the topic asks for, or why it is not
     * @throws io.barnabas.log.record.InvalidBatchException nothing was appended, with the reason; the listener is not told
     * @throws ApiException UNKNOWN_TOPIC_OR_PARTITION when the topic was deleted meanwhile
     * @throws IOException the disk failed
     */
    public AppendResult gather(ByteBuffer batches, AppendOrigin origin, long nowMs, DurableListener listener)
            throws IOException {
        requireNotDeleted();
        int sizeInBytes = batches.remaining();
        AppendResult result = log.gather(batches, leaderEpoch, origin, nowMs);
        count(result, sizeInBytes);
        gathered.add(listener);
        if (gathered.size() == 1) {
            // What the loop has read in this turn is handled before its tasks are.
            loop.execute(this::writeGathered);
        }
        return result;
    }

    /** Writes what was gathered in this turn. On the owner's loop. */
    void writeGathered() {
        List<DurableListener> listeners = gathered;
        if (listeners.isEmpty()) {
            return;
        }
        gathered = new ArrayList<>(listeners.size());
        try {
            log.writeGathered();
        } catch (IOException | RuntimeException e) {
            IOException failure =
                    e instanceof IOException io ? io : new IOException("appends to " + this + " were not written", e);
            listeners.forEach(listener -> listener.durable(failure));
            return;
        }
        appended();
        whenDurable(failure -> listeners.forEach(listener -> listener.durable(failure)));
    }

    /**
     * Appends the marker that ends a producer's transaction here; what waits at the gate for that transaction is refused. On the
     * owner's loop.
     *
     * @param transactionVersion of the transaction: from 2 on, the epoch is above that of its records (KIP-890)
     * @throws io.barnabas.log.record.InvalidBatchException the producer epoch or the coordinator is fenced
     * @throws ApiException UNKNOWN_TOPIC_OR_PARTITION when the topic was deleted meanwhile
     * @throws IOException the disk failed
     */
    public AppendResult appendMarker(
            EndTransactionMarker marker, long producerId, short producerEpoch, short transactionVersion, long nowMs)
            throws IOException {
        requireNotDeleted();
        transactions.ended(producerId);
        AppendResult result =
                log.appendMarker(marker, producerId, producerEpoch, transactionVersion, leaderEpoch, nowMs);
        appended();
        return result;
    }

    private void requireNotDeleted() {
        assert loop.inEventLoop();
        if (deleted) {
            throw new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION, this + " was deleted");
        }
    }

    private void count(AppendResult result, int sizeInBytes) {
        if (!result.duplicate()) {
            traffic.in(result.lastOffset() - result.firstOffset() + 1, sizeInBytes);
        }
    }

    private void appended() {
        if (!log.mustFlush()) {
            wakeWaiters();
        }
    }

    /**
     * Calls back when everything appended so far is as durable as the topic asks for: at once for the page cache, after an
     * fsync shared with others for {@code flush.messages=1}. On the owner's loop.
     */
    public void whenDurable(DurableListener listener) {
        assert loop.inEventLoop();
        if (!log.mustFlush()) {
            listener.durable(null);
            return;
        }
        log.flush()
                .whenComplete((durableBelow, failure) -> loop.execute(() -> {
                    if (failure == null) {
                        log.advanceHighWatermark(durableBelow);
                        wakeWaiters();
                        listener.durable(null);
                    } else {
                        listener.durable(new IOException("fsync of " + this + " failed", failure));
                    }
                }));
    }

    /** Moves the log start offset up; on the owner's loop. Returns the new log start offset. */
    public long deleteRecordsBefore(long offset) throws IOException {
        assert loop.inEventLoop();
        long logStart = log.deleteRecordsBefore(offset);
        wakeWaiters();
        return logStart;
    }

    /** From now on the waiter is told of new data; on the owner's loop. */
    public void addWaiter(DataWaiter waiter) {
        assert loop.inEventLoop();
        waiters.add(waiter);
    }

    public void removeWaiter(DataWaiter waiter) {
        assert loop.inEventLoop();
        waiters.remove(waiter);
    }

    /** Something that a waiting fetch would want to see has changed; on the owner's loop. */
    void wakeWaiters() {
        for (int i = 0; i < waiters.size(); i++) {
            waiters.get(i).dataMayHaveArrived();
        }
    }

    @Override
    public String toString() {
        return topic + "-" + index;
    }
}
