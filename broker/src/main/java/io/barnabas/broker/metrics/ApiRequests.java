// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metrics;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The requests of one API: by version, and how many failed as a whole and why. */
public final class ApiRequests {
    private final ApiKey api;
    private final Map<Short, RequestTimes> byVersion = new ConcurrentHashMap<>();
    private final Map<Errors, Long> failures = new ConcurrentHashMap<>();
    /** The version asked last: clients of one kind ask for the same again and again. */
    private volatile RequestTimes latest;

    ApiRequests(ApiKey api, short version) {
        this.api = api;
        this.latest = timesOf(version);
    }

    private RequestTimes timesOf(short version) {
        return byVersion.computeIfAbsent(version, RequestTimes::new);
    }

    void add(short version, long nanos) {
        RequestTimes times = latest;
        if (times.version() != version) {
            times = timesOf(version);
            latest = times;
        }
        times.add(nanos);
    }

    void failed(Errors error) {
        failures.merge(error, 1L, Long::sum);
    }

    public ApiKey api() {
        return api;
    }

    public List<RequestTimes> versions() {
        return List.copyOf(byVersion.values());
    }

    /** Requests that were answered by one error for all that was in them. */
    public Map<Errors, Long> failures() {
        return Map.copyOf(failures);
    }

    public long count() {
        return byVersion.values().stream().mapToLong(RequestTimes::count).sum();
    }

    public double totalMs() {
        return byVersion.values().stream().mapToDouble(RequestTimes::totalMs).sum();
    }

    public double quantileMs(double share) {
        return RequestTimes.quantileMs(byVersion.values(), share);
    }
}
