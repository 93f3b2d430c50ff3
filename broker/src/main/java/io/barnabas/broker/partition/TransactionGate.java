// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.partition;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps transactions from hanging (KIP-890): the first records of a transaction come into a partition only when the
 * transaction coordinator has the partition on its list, so that a marker will come for them.
 *
 * <pre>
 * open transaction in the log     -> in at once
 * otherwise                       -> the coordinator is asked, once for all that come meanwhile; they go in in their order
 * a marker arrives meanwhile      -> the coordinator's word is out of date: INVALID_TXN_STATE
 * </pre>
 *
 * Owned by the partition's loop.
 */
public final class TransactionGate {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionGate.class);

    private final OpenTransactions open;
    private final Executor loop;
    private final Map<Long, Asking> asking = new HashMap<>();

    /** @param loop runs tasks on the partition's loop */
    TransactionGate(OpenTransactions open, Executor loop) {
        this.open = open;
        this.loop = loop;
    }

    /** The partition's log, as far as it tells which transactions have records in it. */
    @FunctionalInterface
    interface OpenTransactions {
        boolean has(long producerId, short producerEpoch);
    }

    /** Something that writes in a transaction; exactly one of the two is called, on the partition's loop. */
    public interface Entry {
        void admitted();

        void refused(Errors error, @Nullable String message);
    }

    /** A question that is out, and who waits for its answer. */
    private static final class Asking {
        private final short producerEpoch;
        private final List<Entry> entries = new ArrayList<>();

        Asking(short producerEpoch) {
            this.producerEpoch = producerEpoch;
        }
    }

    /**
     * Lets an entry in, or asks first.
     *
     * @param ask asks the transaction coordinator to include the partition, or whether it does; completes on any thread
     */
    public void enter(
            long producerId, short producerEpoch, Supplier<? extends CompletionStage<Errors>> ask, Entry entry) {
        Asking underWay = asking.get(producerId);
        if (underWay != null && underWay.producerEpoch == producerEpoch) {
            underWay.entries.add(entry);
            return;
        }
        if (open.has(producerId, producerEpoch)) {
            entry.admitted();
            return;
        }
        if (underWay != null) {
            // One of the two epochs is fenced; the coordinator will tell which.
            ended(producerId);
        }
        Asking question = new Asking(producerEpoch);
        question.entries.add(entry);
        asking.put(producerId, question);
        ask.get().whenComplete((error, failure) -> loop.execute(() -> answered(producerId, question, error, failure)));
    }

    private void answered(long producerId, Asking question, @Nullable Errors error, @Nullable Throwable failure) {
        if (!asking.remove(producerId, question)) {
            // A marker came first, and all have been refused.
            return;
        }
        if (failure == null && error == Errors.NONE) {
            question.entries.forEach(Entry::admitted);
            return;
        }
        ApiException refusal = refusalOf(error, failure);
        question.entries.forEach(entry -> entry.refused(refusal.error(), refusal.getMessage()));
    }

    private static ApiException refusalOf(@Nullable Errors error, @Nullable Throwable failure) {
        if (error != null) {
            return new ApiException(error);
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ApiException expected) {
            return expected;
        }
        LOG.error("Bug: asking the transaction coordinator failed", cause);
        return new ApiException(Errors.UNKNOWN_SERVER_ERROR);
    }

    /** A marker for the producer has come: whatever the coordinator says of its transaction now is about one that is over. */
    void ended(long producerId) {
        Asking question = asking.remove(producerId);
        if (question != null) {
            question.entries.forEach(entry -> entry.refused(
                    Errors.INVALID_TXN_STATE, "The transaction was ended while the records were on their way."));
        }
    }
}
