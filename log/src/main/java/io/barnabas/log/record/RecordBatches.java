// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The record batches between a buffer's position and limit, one after the other. A last batch that is cut off ends the walk, as it does in
 * every answer to a fetch; a length no batch can have throws {@link CorruptRecordException}. The buffer's own position stays as it is.
 */
public final class RecordBatches implements Iterable<RecordBatch> {
    private final ByteBuffer buffer;

    private RecordBatches(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    public static RecordBatches of(ByteBuffer buffer) {
        return new RecordBatches(buffer);
    }

    @Override
    public Iterator<RecordBatch> iterator() {
        return new Walk();
    }

    private final class Walk implements Iterator<RecordBatch> {
        private int position = buffer.position();

        @Override
        public boolean hasNext() {
            int remaining = buffer.limit() - position;
            return remaining > RecordBatch.MAGIC_AT && remaining >= RecordBatch.sizeAt(buffer, position);
        }

        @Override
        public RecordBatch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            RecordBatch batch = RecordBatch.at(buffer, position);
            position += batch.sizeInBytes();
            return batch;
        }
    }
}
