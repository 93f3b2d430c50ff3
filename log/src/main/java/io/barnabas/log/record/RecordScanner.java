// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

/**
 * Walks over the records of a batch without making objects of them: what an append must look at, and no more. Use: {@code while (next())},
 * then the accessors tell of that record. Checks the structure, not what the fields mean.
 */
final class RecordScanner implements AutoCloseable {
    private final RecordInput input;
    private final int count;
    private int seen;
    private long timestampDelta;
    private int offsetDelta;
    private boolean hasKey;

    RecordScanner(RecordBatch batch, long maxDecompressedBytes) {
        count = batch.count();
        if (count < 0) {
            throw new CorruptRecordException("Record batch has impossible record count " + count);
        }
        input = RecordInput.of(batch, maxDecompressedBytes);
    }

    /** Goes to the next record; false behind the last, where nothing may be left over. */
    boolean next() {
        if (seen == count) {
            if (!input.atEnd()) {
                throw new CorruptRecordException("Bytes are left behind the " + count + " records of the batch");
            }
            return false;
        }
        seen++;
        int length = input.readVarint();
        long end = input.consumed() + length;
        if (length < 0) {
            throw new CorruptRecordException("Record has impossible length " + length);
        }
        input.readByte();
        timestampDelta = input.readVarlong();
        offsetDelta = input.readVarint();
        int keyLength = input.readVarint();
        hasKey = keyLength >= 0;
        skip(keyLength, end);
        skip(input.readVarint(), end);
        skipHeaders(end);
        if (input.consumed() != end) {
            throw new CorruptRecordException("Record does not end where its length says");
        }
        return true;
    }

    private void skipHeaders(long end) {
        int headers = input.readVarint();
        if (headers < 0) {
            throw new CorruptRecordException("Record has impossible header count " + headers);
        }
        for (int i = 0; i < headers; i++) {
            int keyLength = input.readVarint();
            if (keyLength < 0) {
                throw new CorruptRecordException("Header has impossible key length " + keyLength);
            }
            skip(keyLength, end);
            skip(input.readVarint(), end);
        }
    }

    private void skip(int length, long end) {
        if (length > 0) {
            if (length > end - input.consumed()) {
                throw new CorruptRecordException("A field of " + length + " bytes reaches beyond its record");
            }
            input.skip(length);
        }
    }

    long timestampDelta() {
        return timestampDelta;
    }

    int offsetDelta() {
        return offsetDelta;
    }

    boolean hasKey() {
        return hasKey;
    }

    @Override
    public void close() {
        input.close();
    }
}
