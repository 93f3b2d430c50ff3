// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

/**
 * The state of one coordinator partition. Owned by the loop of that partition.
 *
 * <p>Hard state is what the records say and changes only in {@link #replay} and {@link #replayEndTransaction}, live and
 * on load alike. Soft state (sessions, waiting joins) changes when the runtime commits a {@link CoordinatorResult}, and
 * is allowed to vanish on restart.
 */
public interface CoordinatorShard {

    /** Applies one record. A record with a producer id counts only once its transaction has committed. */
    void replay(long offset, long producerId, CoordinatorRecord record);

    /** Applies the marker that ends a producer's transaction in this partition. */
    void replayEndTransaction(long producerId, boolean committed);

    /** Called once, when every record has been replayed: re-arms what must not wait for a request. */
    CoordinatorResult<Void> loaded(long nowMs);

    /** The shard is no longer served here: says what to answer those who wait. Writes nothing. */
    CoordinatorResult<Void> unloaded();

    /** A timer that an earlier result asked for has fired. Must bear with timers whose reason is gone. */
    CoordinatorResult<Void> timerFired(TimerKey key, long nowMs);
}
