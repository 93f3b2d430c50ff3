// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.log.LogManager;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the metadata, and the door to it for all others: anybody reads {@link #image}, anybody may
 * {@link #submit} an operation.
 *
 * <p>A turn takes everything that waits: each operation decides on the image its forerunners have left, all records are appended and
 * synced once, the new image is published, listeners are told, and then the answers leave. The thread may block, nothing else waits
 * for it. When the disk fails no later change is taken.
 */
public final class MetadataLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataLoop.class);
    private static final int QUEUE_LIMIT = 10_000;
    private static final int TURN_LIMIT = 256;

    private final MetadataLog log;
    private final InstantSource clock;
    private final long bytesBetweenSnapshots;
    private final Runnable onFailure;
    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final List<MetadataListener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile MetadataImage image;
    private volatile boolean closing;
    private volatile @Nullable IOException failure;

    /** An operation on its way, with the answer once it has decided. */
    private static final class Pending<R> {
        private final MetadataOperation<R> operation;
        private final CompletableFuture<R> future = new CompletableFuture<>();
        private @Nullable R answer;
        private boolean makesVotersDynamic;

        Pending(MetadataOperation<R> operation) {
            this.operation = operation;
        }

        /** The records encoded, empty when there are none; null when the operation refused. */
        @Nullable
        ByteBuffer decide(MetadataDelta delta, MetadataLog log, long nowMs) {
            try {
                MetadataImage before = delta.apply();
                MetadataOperation.Decision<R> decision = operation.decide(before);
                answer = decision.answer();
                makesVotersDynamic = decision.makesVotersDynamic();
                if (decision.records().isEmpty()) {
                    return ByteBuffer.allocate(0);
                }
                ByteBuffer batch = log.encode(decision.records(), before.metadataVersion(), nowMs);
                decision.records().forEach(delta::replay);
                return batch;
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
                return null;
            }
        }

        @SuppressWarnings("NullAway") // set by decide, which came first
        void succeed() {
            future.complete(answer);
        }

        void fail(Throwable cause) {
            future.completeExceptionally(cause);
        }
    }

    private MetadataLoop(
            MetadataLog log, MetadataImage image, InstantSource clock, long bytesBetweenSnapshots, Runnable onFailure) {
        this.log = log;
        this.image = image;
        this.clock = clock;
        this.bytesBetweenSnapshots = bytesBetweenSnapshots;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, "metadata");
        thread.setDaemon(true);
    }

    /**
     * Reads the metadata of a directory, or founds a cluster where it is empty, and begins a new epoch of the log; the thread starts
     * with {@link #start}.
     *
     * @param directory the log directory that has the metadata log
     * @param onFailure called once, on the metadata thread, when the log cannot be written any more
     * @throws MetadataException when the directory must not be used as it is; the message is for the operator
     */
    public static MetadataLoop open(
            LogManager logs, Path directory, int nodeId, MetadataConfig config, InstantSource clock, Runnable onFailure)
            throws IOException {
        MetadataLoader.Loaded loaded = MetadataLoader.load(
                MetadataFolder.open(logs, directory),
                MetadataFolder.identity(logs, directory, nodeId),
                logs.wasStoppedCleanly(),
                clock.millis());
        return new MetadataLoop(loaded.log(), loaded.image(), clock, config.bytesBetweenSnapshots(), onFailure);
    }

    /** The newest published image. */
    public MetadataImage image() {
        return image;
    }

    /** Who votes on the metadata log: always this node, perhaps from now on as one of those that may change. */
    public QuorumVoter voter() {
        return log.voter();
    }

    /** Told of every change after this call; what was before stands in {@link #image}. */
    public void addListener(MetadataListener listener) {
        listeners.add(listener);
    }

    public void start() {
        thread.start();
    }

    /**
     * Runs an operation on the metadata thread.
     *
     * @return completes on the metadata thread once the change is on disk and published; fails with {@link ApiException}
     */
    public <R> CompletableFuture<R> submit(MetadataOperation<R> operation) {
        Pending<R> pending = new Pending<>(operation);
        if (closing) {
            pending.fail(new ApiException(Errors.BROKER_NOT_AVAILABLE, "The broker is shutting down"));
        } else if (!queue.offer(pending)) {
            pending.fail(new ApiException(Errors.REQUEST_TIMED_OUT, "Too many metadata changes are waiting"));
        } else if (closing && queue.remove(pending)) {
            pending.fail(new ApiException(Errors.BROKER_NOT_AVAILABLE, "The broker is shutting down"));
        }
        return pending.future;
    }

    /** Makes a topic that the broker itself needs, if it is not there yet. */
    public CompletableFuture<TopicInfo> createInternalTopic(
            String name, int partitions, Map<String, String> configs, Supplier<UUID> ids) {
        TopicInfo existing = image.topic(name);
        return existing != null
                ? CompletableFuture.completedFuture(existing)
                : submit(new InternalTopic(name, partitions, configs, ids));
    }

    private void run() {
        settleStart();
        List<Pending<?>> turn = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                turn.add(queue.take());
                queue.drainTo(turn, TURN_LIMIT);
                takeTurn(turn);
            } catch (InterruptedException e) {
                closing = true;
            } finally {
                turn.clear();
            }
        }
    }

    /** What start left to be made durable, off its path: nothing was answered that depends on it. */
    private void settleStart() {
        try {
            log.writeQuorumState();
            log.flush();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void takeTurn(List<Pending<?>> turn) {
        IOException broken = failure;
        if (broken != null) {
            turn.forEach(pending -> pending.fail(storageError(broken)));
            return;
        }
        long nowMs = clock.millis();
        MetadataDelta delta = new MetadataDelta(image);
        List<Pending<?>> decided = new ArrayList<>(turn.size());
        List<ByteBuffer> batches = new ArrayList<>();
        for (Pending<?> pending : turn) {
            ByteBuffer batch = pending.decide(delta, log, nowMs);
            if (batch != null) {
                decided.add(pending);
                batches.add(batch);
            }
        }
        try {
            if (decided.stream().anyMatch(pending -> pending.makesVotersDynamic)) {
                makeVotersDynamic(nowMs);
            }
            if (write(batches, nowMs)) {
                delta.movedTo(log.endOffset(), log.epoch());
                publish(delta);
            }
        } catch (IOException e) {
            failed(e);
            decided.forEach(pending -> pending.fail(storageError(e)));
            return;
        }
        decided.forEach(Pending::succeed);
        maybeSnapshot(nowMs);
    }

    /** On disk before anything that was decided with it; the file follows the log, as after a crash between the two. */
    private void makeVotersDynamic(long nowMs) throws IOException {
        if (!log.voter().isDynamic()) {
            log.makeVotersDynamic(nowMs);
            log.flush();
            log.writeQuorumState();
        }
    }

    /** Appends all batches and syncs once; says whether there was anything to write. */
    private boolean write(List<ByteBuffer> batches, long nowMs) throws IOException {
        int size = batches.stream().mapToInt(ByteBuffer::remaining).sum();
        if (size == 0) {
            return false;
        }
        for (ByteBuffer batch : batches) {
            if (batch.hasRemaining()) {
                log.append(batch, nowMs);
            }
        }
        log.flush();
        return true;
    }

    private void publish(MetadataDelta delta) {
        MetadataImage next = delta.apply();
        image = next;
        for (MetadataListener listener : listeners) {
            try {
                listener.changed(delta, next);
            } catch (RuntimeException e) {
                LOG.error("Bug: a listener of metadata changes failed", e);
            }
        }
    }

    private void maybeSnapshot(long nowMs) {
        MetadataImage current = image;
        if (log.bytesSinceSnapshot() < bytesBetweenSnapshots || current.hasUnknownRecords) {
            return;
        }
        try {
            log.snapshot(current, nowMs);
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException cause) {
        failure = cause;
        LOG.error("The metadata log cannot be written any more", cause);
        onFailure.run();
    }

    private static ApiException storageError(IOException cause) {
        return new ApiException(
                Errors.KAFKA_STORAGE_ERROR, "The metadata log cannot be written: " + cause.getMessage());
    }

    /** Finishes what was submitted, then stops the thread. */
    @Override
    public void close() {
        closing = true;
        queue.offer(new Pending<>(current -> MetadataOperation.Decision.unchanged(Boolean.TRUE)));
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
