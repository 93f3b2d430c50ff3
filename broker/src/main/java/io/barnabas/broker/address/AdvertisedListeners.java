// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.address;

import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.config.ListenerConfig;
import io.barnabas.broker.handler.RequestContext.Client;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Where clients are told to connect, by the listener they came in by. A listener that was told to take any port is advertised
 * with the port it got; one of every interface, without {@code advertised.listeners}, with the host that serves this client.
 */
public final class AdvertisedListeners {
    private static final int EXAMPLE_DISTANCE = 10_000;

    private final LocalHost localHost;
    private volatile Map<String, Endpoint> byListener;

    public AdvertisedListeners(ListenerConfig listeners, LocalHost localHost) {
        byListener = listeners.advertised();
        this.localHost = localHost;
    }

    /** @param portOf the port that a listener has got */
    public void bound(ToIntFunction<String> portOf) {
        byListener = byListener.values().stream()
                .map(endpoint -> endpoint.port() != 0
                        ? endpoint
                        : new Endpoint(endpoint.name(), endpoint.host(), portOf.applyAsInt(endpoint.name())))
                .collect(Collectors.toUnmodifiableMap(Endpoint::name, endpoint -> endpoint));
    }

    /** What the user of a container has to know, in lines; none where each client is told one address that was set. */
    public List<String> advice() {
        for (Endpoint endpoint : byListener.values()) {
            if (endpoint.host().isEmpty() && !localHost.behindPorts().isEmpty()) {
                return advice(endpoint);
            }
        }
        return List.of();
    }

    private List<String> advice(Endpoint endpoint) {
        int port = endpoint.port();
        int other = port + EXAMPLE_DISTANCE;
        String inside = localHost.behindPorts().stream()
                .map(network -> LocalHost.text(network.address()))
                .filter(address -> address.indexOf(':') < 0)
                .map(address -> address + ":" + port)
                .collect(Collectors.joining(", "));
        return List.of(
                "Clients are told localhost:" + port + " when they come through a published port (-p " + port + ":"
                        + port + "), and " + inside + " on the container's networks",
                "To publish another port, let the broker listen on it too: -p " + other + ":" + other
                        + " -e KAFKA_LISTENERS=" + endpoint.name() + "://:" + other);
    }

    public Endpoint of(Client client) {
        Endpoint endpoint = byListener.get(client.listenerName());
        if (endpoint == null) {
            throw new IllegalArgumentException("No listener " + client.listenerName());
        }
        if (!endpoint.host().isEmpty()) {
            return endpoint;
        }
        String host = localHost.of(
                client.connection().localAddress(), client.connection().remoteAddress());
        return new Endpoint(endpoint.name(), host, endpoint.port());
    }
}
