// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.metrics;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metrics.ApiRequests;
import io.barnabas.wire.message.ApiKey;
import java.util.Locale;

/** Connections and requests, how many and how long. */
final class RequestMetrics {
    private static final double[] QUANTILES = {0.5, 0.95, 0.99, 0.999};

    private final BrokerView broker;

    RequestMetrics(BrokerView broker) {
        this.broker = broker;
    }

    void addTo(Exposition exposition) {
        exposition.add(Metric.CONNECTIONS, broker.connections().getAsInt());
        long produce = 0;
        long fetch = 0;
        for (ApiRequests requests : broker.requests().apis()) {
            add(exposition, requests);
            produce += requests.api() == ApiKey.PRODUCE ? requests.count() : 0;
            fetch += requests.api() == ApiKey.FETCH ? requests.count() : 0;
        }
        exposition.add(Metric.PRODUCE_REQUESTS, produce).add(Metric.FETCH_REQUESTS, fetch);
    }

    private static void add(Exposition exposition, ApiRequests requests) {
        String name = nameOf(requests.api());
        requests.versions()
                .forEach(
                        times -> exposition.add(Metric.REQUESTS, times.count(), name, Short.toString(times.version())));
        requests.failures().forEach((error, count) -> exposition.add(Metric.REQUEST_ERRORS, count, name, error.name()));
        for (double quantile : QUANTILES) {
            exposition.add(Metric.REQUEST_TIME, requests.quantileMs(quantile), name, Double.toString(quantile));
        }
        exposition.add(Metric.REQUEST_TIME, "_sum", requests.totalMs(), name);
        exposition.add(Metric.REQUEST_TIME, "_count", requests.count(), name);
    }

    /** As Kafka writes it: FindCoordinator. */
    static String nameOf(ApiKey api) {
        var name = new StringBuilder();
        for (String word : api.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
