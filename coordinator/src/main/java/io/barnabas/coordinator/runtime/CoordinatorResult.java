// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation decided. Nothing has changed yet; the runtime appends and replays the records, then commits the soft
 * state, arms the timers, and lets the answers leave once the records are committed.
 *
 * @param response the answer to the operation itself; null when it waits (and will come as an {@link Answer}), or when
 *     nobody waits for one
 * @param answers answers to requests that have been waiting, this operation's own among them perhaps
 * @param softState installs the new soft state; runs after the records have been replayed
 * @param producer whose open transaction the records belong to, or null
 */
public record CoordinatorResult<R>(
        List<CoordinatorRecord> records,
        @Nullable R response,
        List<TimerChange> timers,
        List<Answer<?>> answers,
        Runnable softState,
        @Nullable TransactionalProducer producer) {

    /** A result whose records count at once. */
    public CoordinatorResult(
            List<CoordinatorRecord> records,
            @Nullable R response,
            List<TimerChange> timers,
            List<Answer<?>> answers,
            Runnable softState) {
        this(records, response, timers, answers, softState, null);
    }

    /** A result that only answers. */
    public static <R> CoordinatorResult<R> of(R response) {
        return of(response, List.of());
    }

    /** A result without soft state. */
    public static <R> CoordinatorResult<R> of(@Nullable R response, List<CoordinatorRecord> records) {
        return new CoordinatorResult<>(records, response, List.of(), List.of(), CoordinatorResult::unchanged);
    }

    /** Nothing to write, nothing to answer. */
    public static <R> CoordinatorResult<R> nothing() {
        return new CoordinatorResult<>(List.of(), null, List.of(), List.of(), CoordinatorResult::unchanged);
    }

    private static void unchanged() {}

    public CoordinatorResult<R> withTimers(List<TimerChange> timers) {
        return new CoordinatorResult<>(records, response, timers, answers, softState, producer);
    }

    /** The same, with something to do once the records have been replayed. */
    public CoordinatorResult<R> andThen(Runnable effect) {
        return new CoordinatorResult<>(
                records,
                response,
                timers,
                answers,
                () -> {
                    softState.run();
                    effect.run();
                },
                producer);
    }

    /** The same, with records that count only once the producer's transaction has committed. */
    public CoordinatorResult<R> inTransactionOf(TransactionalProducer owner) {
        return new CoordinatorResult<>(records, response, timers, answers, softState, owner);
    }
}
