// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import io.barnabas.console.http.Refusal;
import io.barnabas.log.record.CorruptRecordException;
import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.log.record.RecordIterator;
import io.barnabas.wire.message.FetchResponse.PartitionData;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.FileRecords;
import io.barnabas.wire.protocol.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that follow each other in one partition.
 *
 * @param next where to read on; behind the last record, or behind what was skipped
 * @param end the high watermark when this was read
 */
record Chunk(List<ShownRecord> records, long next, long end) {
    private static final int MAX_READ_BYTES = 8 * 1024 * 1024;
    private static final long MAX_DECOMPRESSED_BYTES = 32L * 1024 * 1024;
    private static final int MAX_KEPT_BYTES = 8 * 1024 * 1024;

    static Chunk of(PartitionData data, long from) {
        Errors error = Errors.forCode(data.errorCode());
        if (error != Errors.NONE) {
            throw new Refusal(409, error.name() + ": partition " + data.partitionIndex() + " from offset " + from);
        }
        try {
            return of(data, from, read(data.records()));
        } catch (CorruptRecordException | IOException e) {
            throw new Refusal(
                    409, "Partition " + data.partitionIndex() + " cannot be read from offset " + from + ": " + e);
        }
    }

    private static Chunk of(PartitionData data, long from, ByteBuffer bytes) {
        List<ShownRecord> records = new ArrayList<>();
        long next = from;
        long kept = 0;
        for (RecordBatch batch : RecordBatches.of(bytes)) {
            if (batch.baseOffset() >= data.highWatermark()) {
                break;
            }
            try (RecordIterator iterator = batch.records(MAX_DECOMPRESSED_BYTES)) {
                while (iterator.hasNext()) {
                    Record record = iterator.next();
                    if (record.offset() >= from) {
                        records.add(new ShownRecord(data.partitionIndex(), batch, record));
                        kept += record.sizeInBytes();
                        next = record.offset() + 1;
                    }
                    if (kept > MAX_KEPT_BYTES) {
                        return new Chunk(records, next, data.highWatermark());
                    }
                }
            }
            next = Math.max(next, batch.nextOffset());
        }
        return new Chunk(records, next, data.highWatermark());
    }

    private static ByteBuffer read(@Nullable Records records) throws IOException {
        if (records == null) {
            return ByteBuffer.allocate(0);
        }
        if (records instanceof ByteBufferRecords inMemory) {
            return inMemory.buffer().duplicate();
        }
        FileRecords file = (FileRecords) records;
        if (file.sizeInBytes() > MAX_READ_BYTES) {
            throw new IOException("a batch of " + file.sizeInBytes() + " bytes is too large to be shown");
        }
        ByteBuffer bytes = ByteBuffer.allocate(file.sizeInBytes());
        while (bytes.hasRemaining() && file.channel().read(bytes, file.position() + bytes.position()) > 0) {
            // Until all is there, or the file ends early.
        }
        return bytes.flip();
    }

    /** Whether nothing follows it. */
    boolean reachesEnd() {
        return next >= end;
    }

    /** The records before an offset, of which there may be more on the disk. */
    Chunk before(long offset) {
        return new Chunk(
                records.stream().filter(record -> record.offset() < offset).toList(), Math.min(next, offset), offset);
    }
}
