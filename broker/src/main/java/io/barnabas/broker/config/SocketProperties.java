// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.wire.server.Listener;
import io.barnabas.wire.server.SecurityProtocol;
import io.barnabas.wire.server.SocketConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The properties of the socket server: from names and texts to {@link SocketConfig}. */
final class SocketProperties {
    private SocketProperties() {}

    static SocketConfig socketConfig(ConfigValues values, ListenerConfig listenerConfig) {
        List<Listener> listeners = new ArrayList<>();
        for (Endpoint endpoint : listenerConfig.listeners()) {
            listeners.add(new Listener(endpoint.name(), endpoint.host(), endpoint.port(), SecurityProtocol.PLAINTEXT));
        }
        return new SocketConfig(
                listeners,
                values.integer("socket.request.max.bytes"),
                values.integer("queued.max.requests"),
                values.number("queued.max.request.bytes"),
                values.number("connections.max.idle.ms"),
                values.integer("max.connections"),
                values.integer("max.connections.per.ip"),
                connectionsByHost(values),
                values.integer("socket.listen.backlog.size"),
                values.integer("socket.send.buffer.bytes"),
                values.integer("socket.receive.buffer.bytes"),
                SocketConfig.DEFAULT_CONNECTION_MAX_REQUESTS,
                SocketConfig.DEFAULT_CONNECTION_MAX_REQUEST_BYTES,
                SocketConfig.DEFAULT_SENDFILE_MIN_BYTES);
    }

    private static Map<String, Integer> connectionsByHost(ConfigValues values) {
        Map<String, Integer> counts = new HashMap<>();
        for (Map.Entry<String, String> pair :
                values.pairs("max.connections.per.ip.overrides").entrySet()) {
            counts.put(pair.getKey(), Integer.valueOf(pair.getValue()));
        }
        return counts;
    }
}
