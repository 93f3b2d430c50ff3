// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A partition in memory: keeps the bytes of what is appended, and can be loaded from them. */
public final class InMemoryPartitionWriter implements PartitionWriter, CoordinatorLoader {

    /** A record in bytes, or the end of a transaction when the key is null. */
    private record Stored(
            long producerId,
            @Nullable ByteBuffer key,
            @Nullable ByteBuffer value,
            boolean committed) {}

    private final RecordSerde serde;
    private final List<Stored> log = new ArrayList<>();
    private @Nullable Errors failure;
    private @Nullable CompletableFuture<Void> heldCommit;
    private @Nullable CompletableFuture<Void> heldLoad;

    public InMemoryPartitionWriter(RecordSerde serde) {
        this.serde = serde;
    }

    /** Lets every append fail, or none again with null. */
    public void failWith(@Nullable Errors error) {
        failure = error;
    }

    /** From now on appended records are durable only when this completes. */
    public void holdCommits(@Nullable CompletableFuture<Void> until) {
        heldCommit = until;
    }

    /** The next load does not end before this completes. */
    public void holdLoad(CompletableFuture<Void> until) {
        heldLoad = until;
    }

    @Override
    public Appended append(List<CoordinatorRecord> records, @Nullable TransactionalProducer producer, long nowMs) {
        requireNoFailure();
        long first = log.size();
        records.forEach(record -> store(producer == null ? -1 : producer.producerId(), record));
        return new Appended(first, committed());
    }

    @Override
    public Appended append(TransactionMarker marker, long nowMs) {
        requireNoFailure();
        storeEndTransaction(marker.producerId(), marker.committed());
        return new Appended(log.size() - 1L, committed());
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw new ApiException(failure);
        }
    }

    private CompletionStage<Void> committed() {
        return heldCommit == null ? CompletableFuture.completedFuture(null) : heldCommit;
    }

    /** What another coordinator's producer would write, in a transaction. */
    public void store(long producerId, CoordinatorRecord record) {
        log.add(new Stored(producerId, ByteBuffer.wrap(serde.keyBytes(record)), wrap(serde.valueBytes(record)), false));
    }

    public void storeBytes(byte[] key, byte @Nullable [] value) {
        log.add(new Stored(-1, ByteBuffer.wrap(key), wrap(value), false));
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    public void storeEndTransaction(long producerId, boolean committed) {
        log.add(new Stored(producerId, null, null, committed));
    }

    public int size() {
        return log.size();
    }

    /** The records from this position on, as a reader finds them. */
    public List<CoordinatorRecord> recordsFrom(int position) {
        List<CoordinatorRecord> records = new ArrayList<>();
        for (Item item : itemsFrom(position)) {
            if (item instanceof LoadedRecord loaded) {
                records.add(loaded.record());
            }
        }
        return records;
    }

    public List<Item> itemsFrom(int position) {
        List<Item> items = new ArrayList<>();
        for (int offset = position; offset < log.size(); offset++) {
            Stored stored = log.get(offset);
            if (stored.key() == null) {
                items.add(new EndTransaction(stored.producerId(), stored.committed()));
                continue;
            }
            CoordinatorRecord record = serde.read(
                    stored.key().duplicate(),
                    stored.value() == null ? null : stored.value().duplicate());
            if (record != null) {
                items.add(new LoadedRecord(offset, stored.producerId(), record));
            }
        }
        return items;
    }

    @Override
    public CompletionStage<Void> load(Sink sink) {
        CompletableFuture<Void> start = heldLoad == null ? CompletableFuture.completedFuture(null) : heldLoad;
        heldLoad = null;
        return start.thenCompose(go -> sink.accept(itemsFrom(0)));
    }
}
