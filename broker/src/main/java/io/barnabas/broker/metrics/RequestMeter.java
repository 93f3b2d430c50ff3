// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metrics;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.Errors;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Counts and times requests, by API and version. Off until somebody wants to see the numbers: then a request costs a look at one volatile
 * field. Any thread.
 */
public final class RequestMeter {
    /** Of a request that is not timed. */
    public static final long OFF = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private final AtomicReferenceArray<ApiRequests> byApi;
    private volatile boolean on;

    public RequestMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        int highest = Arrays.stream(ApiKey.values()).mapToInt(ApiKey::id).max().orElse(0);
        byApi = new AtomicReferenceArray<>(highest + 1);
    }

    /** From now on requests are counted. */
    public void switchOn() {
        on = true;
    }

    /** When a request comes in: what {@link #answered} wants to be told, or OFF. */
    public long begin() {
        return on ? nanoTime.getAsLong() : OFF;
    }

    public void answered(ApiKey api, short version, long begin) {
        if (begin != OFF) {
            requestsOf(api, version).add(version, Math.max(0, nanoTime.getAsLong() - begin));
        }
    }

    public void failed(ApiKey api, short version, Errors error) {
        if (on) {
            requestsOf(api, version).failed(error);
        }
    }

    private ApiRequests requestsOf(ApiKey api, short version) {
        ApiRequests known = byApi.get(api.id());
        if (known != null) {
            return known;
        }
        ApiRequests made = new ApiRequests(api, version);
        return byApi.compareAndSet(api.id(), null, made) ? made : Objects.requireNonNull(byApi.get(api.id()));
    }

    /** The APIs that were asked for, by id. */
    public List<ApiRequests> apis() {
        return IntStream.range(0, byApi.length())
                .mapToObj(byApi::get)
                .filter(Objects::nonNull)
                .toList();
    }
}
