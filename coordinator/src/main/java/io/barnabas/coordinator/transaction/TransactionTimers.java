// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.coordinator.runtime.TimerChange;
import io.barnabas.coordinator.runtime.TimerKey;

/** The timers of transactional ids. */
final class TransactionTimers {
    /** The transaction has lasted as long as its producer allows. */
    static final String TIMEOUT = "transaction";
    /** Requests have waited for the end of a transaction as long as they may. */
    static final String PATIENCE = "completion";

    private TransactionTimers() {}

    static TimerChange timeout(Transaction transaction, long nowMs) {
        long dueMs = transaction.startMs() + transaction.timeoutMs();
        return new TimerChange.Set(
                new TimerKey(TIMEOUT, transaction.transactionalId(), ""), Math.max(0, dueMs - nowMs));
    }

    static TimerChange noTimeout(Transaction transaction) {
        return new TimerChange.Cancel(new TimerKey(TIMEOUT, transaction.transactionalId(), ""));
    }

    static TimerKey patience(String transactionalId) {
        return new TimerKey(PATIENCE, transactionalId, "");
    }
}
