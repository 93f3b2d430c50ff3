// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import com.google.re2j.Pattern;
import io.barnabas.wire.message.ListTransactionsRequest;
import io.barnabas.wire.message.ListTransactionsResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ListTransactions (KIP-664, KIP-994, KIP-1152): the transactional ids of one shard that pass every filter of the request. */
final class ListTransactions {
    private final Transactions transactions;

    ListTransactions(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Names of states that do not exist, which the answer reports. */
    static List<String> unknownStates(ListTransactionsRequest request) {
        return request.stateFilters().stream()
                .filter(name -> TransactionState.named(name) == null)
                .toList();
    }

    /** @param pattern to be found in full, or null */
    List<ListTransactionsResponse.TransactionState> decide(
            ListTransactionsRequest request, @Nullable Pattern pattern, long nowMs) {
        Set<TransactionState> states = EnumSet.noneOf(TransactionState.class);
        for (String name : request.stateFilters()) {
            TransactionState state = TransactionState.named(name);
            if (state != null) {
                states.add(state);
            }
        }
        Set<Long> producerIds = new HashSet<>(request.producerIdFilters());
        List<ListTransactionsResponse.TransactionState> listed = new ArrayList<>();
        for (Transaction transaction : transactions.all()) {
            // As in Kafka an id whose transaction has not begun counts as having begun just before 1970.
            boolean passes = (states.isEmpty() || states.contains(transaction.state()))
                    && (producerIds.isEmpty() || producerIds.contains(transaction.producerId()))
                    && (request.durationFilter() < 0 || nowMs - transaction.startMs() > request.durationFilter())
                    && (pattern == null || pattern.matches(transaction.transactionalId()));
            if (passes) {
                listed.add(new ListTransactionsResponse.TransactionState()
                        .setTransactionalId(transaction.transactionalId())
                        .setProducerId(transaction.producerId())
                        .setTransactionState(transaction.state().text()));
            }
        }
        return listed;
    }
}
