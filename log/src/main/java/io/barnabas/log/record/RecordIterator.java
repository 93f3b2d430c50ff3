// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one batch as objects, in offset order. Offsets must rise within the batch's range, the number of records and their
 * lengths must be as claimed: else {@link CorruptRecordException}. Closing frees the decompressor; a reader that stops early must close.
 */
public final class RecordIterator implements Iterator<Record>, AutoCloseable {
    private final RecordBatch batch;
    private final RecordInput input;
    private final int count;
    private int seen;
    private int lastDelta = -1;

    RecordIterator(RecordBatch batch, long maxDecompressedBytes) {
        this.batch = batch;
        this.count = batch.count();
        if (count < 0) {
            throw new CorruptRecordException("Record batch has impossible record count " + count);
        }
        this.input = RecordInput.of(batch, maxDecompressedBytes);
    }

    @Override
    public boolean hasNext() {
        if (seen < count) {
            return true;
        }
        if (!input.atEnd()) {
            throw new CorruptRecordException("Bytes are left behind the " + count + " records of the batch");
        }
        return false;
    }

    @Override
    public Record next() {
        if (seen == count) {
            throw new NoSuchElementException();
        }
        seen++;
        long start = input.consumed();
        int length = input.readVarint();
        if (length < 0) {
            throw new CorruptRecordException("Record has impossible length " + length);
        }
        long end = input.consumed() + length;
        Record record = readBody(end, (int) (end - start));
        if (input.consumed() != end) {
            throw new CorruptRecordException("Record does not end where its length says");
        }
        return record;
    }

    private Record readBody(long end, int sizeInBytes) {
        input.readByte();
        long timestampDelta = input.readVarlong();
        int offsetDelta = input.readVarint();
        if (offsetDelta <= lastDelta || offsetDelta > batch.lastOffsetDelta()) {
            throw new CorruptRecordException("Record has offset delta " + offsetDelta + ", expected above " + lastDelta
                    + " and at most " + batch.lastOffsetDelta());
        }
        lastDelta = offsetDelta;
        ByteBuffer key = takeNullable(end);
        ByteBuffer value = takeNullable(end);
        ByteBuffer headers = takeHeaders(end);
        long timestamp = batch.timestampType() == TimestampType.LOG_APPEND_TIME
                ? batch.maxTimestamp()
                : batch.baseTimestamp() + timestampDelta;
        return new Record(batch.baseOffset() + offsetDelta, timestamp, sizeInBytes, key, value, headers);
    }

    private @Nullable ByteBuffer takeNullable(long end) {
        int length = input.readVarint();
        if (length > end - input.consumed()) {
            throw new CorruptRecordException("A field of " + length + " bytes reaches beyond its record");
        }
        return length < 0 ? null : input.take(length);
    }

    private ByteBuffer takeHeaders(long end) {
        long length = end - input.consumed();
        if (length < 1) {
            throw new CorruptRecordException("Record does not end where its length says");
        }
        ByteBuffer headers = input.take((int) length);
        if (length > 1 || headers.get(0) != 0) {
            try (RecordInput fields = RecordInput.plain(headers)) {
                skipHeaders(fields);
            }
        }
        return headers;
    }

    private static void skipHeaders(RecordInput fields) {
        int headers = readHeaderCount(fields);
        for (int i = 0; i < headers; i++) {
            fields.skip(readHeaderKeyLength(fields));
            fields.skip(Math.max(0, fields.readVarint()));
        }
        if (!fields.atEnd()) {
            throw new CorruptRecordException("Record does not end where its length says");
        }
    }

    private static @Nullable ByteBuffer readNullable(RecordInput fields) {
        int length = fields.readVarint();
        return length < 0 ? null : fields.take(length);
    }

    static List<RecordHeader> readHeaders(RecordInput fields) {
        int count = readHeaderCount(fields);
        List<RecordHeader> headers = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            String key = StandardCharsets.UTF_8
                    .decode(fields.take(readHeaderKeyLength(fields)))
                    .toString();
            headers.add(new RecordHeader(key, readNullable(fields)));
        }
        return List.copyOf(headers);
    }

    private static int readHeaderCount(RecordInput fields) {
        int count = fields.readVarint();
        if (count < 0) {
            throw new CorruptRecordException("Record has impossible header count " + count);
        }
        return count;
    }

    private static int readHeaderKeyLength(RecordInput fields) {
        int length = fields.readVarint();
        if (length < 0) {
            throw new CorruptRecordException("Header has impossible key length " + length);
        }
        return length;
    }

    @Override
    public void close() {
        input.close();
    }
}
