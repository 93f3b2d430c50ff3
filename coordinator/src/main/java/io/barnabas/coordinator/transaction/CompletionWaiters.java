// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.Answer;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that came while their transaction was being ended. They are run again when every marker is written, which takes
 * about a millisecond, so that a client need not be told CONCURRENT_TRANSACTIONS and wait for 20 ms or more before it asks
 * again. Soft state; bounded in number and in time.
 */
final class CompletionWaiters {
    static final long PATIENCE_MS = 1_000;
    private static final int MAX_WAITING = 1_000;

    private final Map<String, List<Request>> byId = new HashMap<>();
    private int count;

    /** A request that can be run again. */
    @FunctionalInterface
    interface Request {
        /** @param patient whether it may wait once more */
        void run(boolean patient);
    }

    boolean haveRoom() {
        return count < MAX_WAITING;
    }

    <R> CoordinatorResult<R> await(String transactionalId, Request request) {
        List<TimerChange> timers = byId.containsKey(transactionalId)
                ? List.of()
                : List.of(new TimerChange.Set(TransactionTimers.patience(transactionalId), PATIENCE_MS));
        return new CoordinatorResult<>(List.of(), null, timers, List.of(), () -> {
            byId.computeIfAbsent(transactionalId, id -> new ArrayList<>()).add(request);
            count++;
        });
    }

    /** Who waits for this id's transaction to end, to be run again when the end is written down. */
    List<Answer<?>> complete(String transactionalId) {
        return answers(transactionalId, true);
    }

    /** The same, with an end to their patience: they get the answer there is now. */
    List<Answer<?>> losePatience(String transactionalId) {
        return answers(transactionalId, false);
    }

    /** All of them, as the shard is no longer here: they find that out for themselves. */
    List<Answer<?>> unload() {
        List<Answer<?>> answers = new ArrayList<>();
        List.copyOf(byId.keySet()).forEach(id -> answers.addAll(losePatience(id)));
        return answers;
    }

    private List<Answer<?>> answers(String transactionalId, boolean patient) {
        if (!byId.containsKey(transactionalId)) {
            return List.of();
        }
        return List.of(Answer.run(() -> {
            List<Request> waiting = byId.remove(transactionalId);
            if (waiting != null) {
                count -= waiting.size();
                waiting.forEach(request -> request.run(patient));
            }
        }));
    }
}
