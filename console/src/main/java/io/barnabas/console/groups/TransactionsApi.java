// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.groups;

import io.barnabas.broker.BrokerView;
import io.barnabas.console.api.Api;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Routes;
import io.barnabas.console.json.Json;
import io.barnabas.wire.message.DescribeTransactionsRequest;
import io.barnabas.wire.message.DescribeTransactionsResponse;
import io.barnabas.wire.message.ListTransactionsRequest;
import io.barnabas.wire.message.ListTransactionsResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /api/transactions}: a page of the transactional ids, with what each is doing. */
public final class TransactionsApi {
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 200;

    private final BrokerView broker;

    public TransactionsApi(BrokerView broker) {
        this.broker = broker;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/api/transactions", Api.json(this::list));
    }

    private CompletableFuture<Map<String, @Nullable Object>> list(Call call) {
        String filter = call.parameter("filter", "").toLowerCase(Locale.ROOT);
        int offset = call.number("offset", 0, 0, Integer.MAX_VALUE);
        int limit = call.number("limit", DEFAULT_PAGE, 1, MAX_PAGE);
        return broker.client()
                .ask(new ListTransactionsRequest(), ListTransactionsResponse.class)
                .thenCompose(response -> {
                    Api.check(response.errorCode(), null);
                    List<String> matching = response.transactionStates().stream()
                            .map(ListTransactionsResponse.TransactionState::transactionalId)
                            .filter(id -> id.toLowerCase(Locale.ROOT).contains(filter))
                            .sorted()
                            .toList();
                    List<String> page =
                            matching.stream().skip(offset).limit(limit).toList();
                    return broker.client()
                            .ask(
                                    new DescribeTransactionsRequest().setTransactionalIds(page),
                                    DescribeTransactionsResponse.class)
                            .thenApply(described -> Json.object(
                                    "matching", matching.size(),
                                    "offset", offset,
                                    "nowMs", broker.clock().millis(),
                                    "transactions",
                                            described.transactionStates().stream()
                                                    .filter(state -> state.errorCode() == 0)
                                                    .map(TransactionsApi::describe)
                                                    .toList()));
                });
    }

    private static Map<String, @Nullable Object> describe(DescribeTransactionsResponse.TransactionState state) {
        Map<String, List<Integer>> partitions = new TreeMap<>();
        state.topics().forEach(topic -> partitions.put(topic.topic(), topic.partitions()));
        return Json.object(
                "id", state.transactionalId(),
                "state", state.transactionState(),
                "producerId", state.producerId(),
                "producerEpoch", state.producerEpoch(),
                "startMs", state.transactionStartTimeMs(),
                "timeoutMs", state.transactionTimeoutMs(),
                "partitions", partitions);
    }
}
