// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port: reads the partition of one shard from its start to its end. */
public interface CoordinatorLoader {

    /**
     * Reads and decodes off the shard's loop. Records of unknown types are left out (they stay in the log); a record that
     * cannot be decoded is an error. The stage completes on any thread, after the sink has taken the last chunk.
     */
    CompletionStage<Void> load(Sink sink);

    /** Takes what was read; the loader does not run more than a chunk ahead of it. */
    interface Sink {
        CompletionStage<Void> accept(List<Item> chunk);
    }

    /** One thing in the log that matters to a shard. */
    sealed interface Item {}

    /**
     * One record of the log.
     *
     * @param producerId the producer whose transaction the record belongs to, or -1
     */
    record LoadedRecord(long offset, long producerId, CoordinatorRecord record) implements Item {}

    /** The control record that ends a transaction. */
    record EndTransaction(long producerId, boolean committed) implements Item {}
}
