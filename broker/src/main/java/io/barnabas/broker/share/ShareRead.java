// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.coordinator.share.partition.AcquiredBatch;
import io.barnabas.coordinator.share.partition.FetchedBatch;
import io.barnabas.log.LogSlice;
import io.barnabas.log.PartitionLog;
import io.barnabas.log.SliceHeaders;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.segment.AbortedTransaction;
import io.barnabas.wire.protocol.FileRecords;
import io.barnabas.wire.protocol.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Record batches that were read for a share partition: which offsets they have, and the bytes of those that are given. */
final class ShareRead {
    private final LogSlice slice;
    private final List<FetchedBatch> batches = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();

    private ShareRead(LogSlice slice) {
        this.slice = slice;
    }

    /**
     * Reads the headers of batches from an offset on.
     *
     * @param limit what is at or behind it is not to be seen yet
     * @param maxOffsets when the batches have so many offsets there is enough
     */
    static ShareRead of(PartitionLog log, long from, long limit, int maxBytes, long maxOffsets, boolean committedOnly)
            throws IOException {
        LogSlice slice = log.read(from, maxBytes, limit, true);
        ShareRead read = new ShareRead(slice);
        if (slice.isEmpty()) {
            return read;
        }
        List<AbortedTransaction> aborted = committedOnly ? log.abortedTransactions(from, limit) : List.of();
        SliceHeaders headers = new SliceHeaders(slice);
        RecordBatch batch = headers.next();
        while (batch != null) {
            read.batches.add(new FetchedBatch(
                    batch.baseOffset(), batch.lastOffset(), !batch.isControl() && !isAborted(batch, aborted)));
            read.ends.add(headers.position() + batch.sizeInBytes());
            if (batch.lastOffset() - from >= maxOffsets) {
                break;
            }
            batch = headers.next();
        }
        return read;
    }

    private static boolean isAborted(RecordBatch batch, List<AbortedTransaction> aborted) {
        if (batch.isTransactional()) {
            for (AbortedTransaction transaction : aborted) {
                if (transaction.producerId() == batch.producerId()
                        && transaction.firstOffset() <= batch.baseOffset()
                        && batch.lastOffset() < transaction.lastOffset()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Empty when there is nothing to be seen. */
    List<FetchedBatch> batches() {
        return batches;
    }

    /** The whole batches in which the acquired records are, from the first to the last. */
    Records recordsOf(List<AcquiredBatch> acquired) {
        int first = indexOf(acquired.get(0).first());
        int last = indexOf(acquired.get(acquired.size() - 1).last());
        int start = first == 0 ? 0 : ends.get(first - 1);
        return new FileRecords(slice.channel(), slice.position() + start, ends.get(last) - start);
    }

    /** The last batch that begins at or before the offset. */
    private int indexOf(long offset) {
        int index = batches.size() - 1;
        while (index > 0 && batches.get(index).first() > offset) {
            index--;
        }
        return index;
    }
}
