// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.config.ListenerConfig;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Where clients are told to connect, by the listener they came in by. A listener that was told to take any port is advertised
 * with the port it got.
 */
final class AdvertisedListeners {
    private volatile Map<String, Endpoint> byListener;

    AdvertisedListeners(ListenerConfig listeners) {
        byListener = listeners.advertised();
    }

    /** @param portOf the port that a listener has got */
    void bound(ToIntFunction<String> portOf) {
        byListener = byListener.values().stream()
                .map(endpoint -> endpoint.port() != 0
                        ? endpoint
                        : new Endpoint(endpoint.name(), endpoint.host(), portOf.applyAsInt(endpoint.name())))
                .collect(Collectors.toUnmodifiableMap(Endpoint::name, endpoint -> endpoint));
    }

    Endpoint of(String listenerName) {
        Endpoint endpoint = byListener.get(listenerName);
        if (endpoint == null) {
            throw new IllegalArgumentException("No listener " + listenerName);
        }
        return endpoint;
    }
}
