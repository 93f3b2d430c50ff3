// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the handlers of the transaction APIs share. */
final class TransactionHandlers {
    /** Transactions as they were before KIP-890. */
    static final short CLASSIC = 0;
    /** Transactions whose every end raises the epoch (KIP-890). */
    static final short EPOCH_RAISING = 2;

    private TransactionHandlers() {}

    static boolean mayWrite(RequestContext context, String transactionalId) {
        return context.allowed(Operation.WRITE, ResourceType.TRANSACTIONAL_ID, transactionalId);
    }

    static void requireWrite(RequestContext context, String transactionalId) {
        if (!mayWrite(context, transactionalId)) {
            throw new ApiException(
                    Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
                    "Principal " + context.principal() + " may not write with transactional id " + transactionalId);
        }
    }

    static void requireId(String transactionalId) {
        if (transactionalId.isEmpty()) {
            throw new ApiException(Errors.INVALID_REQUEST, "The transactional id is empty");
        }
    }

    /** Clients that do not know PRODUCER_FENCED yet know the same thing by another name. */
    static Errors told(Errors error, boolean knowsFenced) {
        return error == Errors.PRODUCER_FENCED && !knowsFenced ? Errors.INVALID_PRODUCER_EPOCH : error;
    }

    static SortedMap<String, SortedSet<Integer>> only(String topic, int partition) {
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        add(partitions, topic, Collections.singleton(partition));
        return partitions;
    }

    static void add(SortedMap<String, SortedSet<Integer>> partitions, String topic, Collection<Integer> indexes) {
        partitions.computeIfAbsent(topic, name -> new TreeSet<>()).addAll(indexes);
    }
}
