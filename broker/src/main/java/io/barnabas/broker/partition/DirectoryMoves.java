// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.partition;

import io.barnabas.log.LogManager;
import io.barnabas.log.LogMove;
import io.barnabas.log.PartitionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions on their way from one log directory to another. Each begins, is called off and ends on its partition's loop; in between it
 * copies on the disk pool, a few megabytes at a time so that others get their turn.
 */
public final class DirectoryMoves {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryMoves.class);

    private final LogManager logs;
    private final Executor diskPool;
    private final InstantSource clock;
    private final DirectoryListener listener;
    private final Map<Partition, LogMove> running = new ConcurrentHashMap<>();

    public DirectoryMoves(LogManager logs, Executor diskPool, InstantSource clock, DirectoryListener listener) {
        this.logs = logs;
        this.diskPool = diskPool;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Moves a partition to another directory, instead of where it may be going now. To the directory it is in means that it stays.
     *
     * @return completes when the move has begun
     */
    public CompletableFuture<Void> move(Partition partition, Path target) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        partition.execute(() -> {
            begin(partition, target);
            begun.complete(null);
        });
        return begun;
    }

    private void begin(Partition partition, Path target) {
        LogMove present = running.get(partition);
        if (present != null && present.target().equals(target)) {
            return;
        }
        if (present != null) {
            present.cancel();
            running.remove(partition);
        }
        if (!logs.directoryOf(partition.log()).equals(target)) {
            LogMove move = logs.move(partition.log(), target);
            running.put(partition, move);
            diskPool.execute(() -> catchUp(partition, move));
        }
    }

    /** The move of a partition, null when it stays where it is. */
    public @Nullable LogMove of(Partition partition) {
        return running.get(partition);
    }

    private void catchUp(Partition partition, LogMove move) {
        if (running.get(partition) != move) {
            return;
        }
        try {
            if (move.catchUp(clock.millis())) {
                partition.execute(() -> finish(partition, move));
            } else {
                diskPool.execute(() -> catchUp(partition, move));
            }
        } catch (IOException | RuntimeException e) {
            partition.execute(() -> fail(partition, move, e));
        }
    }

    private void finish(Partition partition, LogMove move) {
        if (running.get(partition) != move) {
            return;
        }
        if (partition.isDeleted()) {
            running.remove(partition);
            move.cancel();
            return;
        }
        try {
            partition.writeGathered();
            if (move.mustWait()) {
                diskPool.execute(() -> catchUp(partition, move));
                return;
            }
            PartitionLog moved = move.switchOver(clock.millis());
            running.remove(partition);
            partition.moved(moved);
            listener.placed(partition.topicId(), partition.index(), logs.directoryId(move.target()));
        } catch (IOException | RuntimeException e) {
            fail(partition, move, e);
        }
    }

    private void fail(Partition partition, LogMove move, Exception cause) {
        if (running.remove(partition, move)) {
            if (!partition.isDeleted()) {
                LOG.error("{} could not be moved to {}", partition, move.target(), cause);
            }
            move.cancel();
        }
    }
}
