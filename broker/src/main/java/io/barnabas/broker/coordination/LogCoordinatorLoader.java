// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.partition.Partition;
import io.barnabas.coordinator.runtime.CoordinatorLoader;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.log.LogSlice;
import io.barnabas.log.PartitionLog;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a shard's partition on a disk thread, from its start to where it ended when the reading began. */
final class LogCoordinatorLoader implements CoordinatorLoader {

    private static final Logger LOG = LoggerFactory.getLogger(LogCoordinatorLoader.class);

    private final Partition partition;
    private final RecordSerde serde;
    private final Executor disk;
    private final int readBytes;

    /**
     * A loader of one partition.
     *
     * @param readBytes how much is read at once: offsets.load.buffer.size
     */
    LogCoordinatorLoader(Partition partition, RecordSerde serde, Executor disk, int readBytes) {
        this.partition = partition;
        this.serde = serde;
        this.disk = disk;
        this.readBytes = readBytes;
    }

    @Override
    public CompletionStage<Void> load(Sink sink) {
        PartitionLog log = partition.log();
        long endOffset = log.logEndOffset();
        if (endOffset == 0) {
            // Nothing was ever written: do not even look for files.
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.runAsync(() -> read(log, endOffset, sink), disk);
    }

    private void read(PartitionLog log, long endOffset, Sink sink) {
        var records = new LoadedChunk(serde, sink);
        long offset = log.logStartOffset();
        try {
            while (offset < endOffset) {
                LogSlice slice = log.read(offset, readBytes, endOffset, true);
                if (slice.isEmpty()) {
                    break;
                }
                long from = offset;
                for (RecordBatch batch : RecordBatches.of(slice.toBuffer())) {
                    if (batch.lastOffset() >= from) {
                        records.add(batch);
                        offset = batch.nextOffset();
                    }
                }
                if (offset == from) {
                    throw new IOException("No whole batch at offset " + offset + " of " + partition);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        records.flush();
        LOG.info("Loaded {}: {} records, {} of them current.", partition, records.read(), records.handedOn());
    }
}
