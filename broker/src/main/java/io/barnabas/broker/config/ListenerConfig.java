// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.broker.StartupException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where the broker listens and what it tells clients, from {@code listeners}, {@code advertised.listeners},
 * {@code listener.security.protocol.map} and {@code controller.listener.names}.
 *
 * @param listeners what is opened; the controller's listeners of a KRaft configuration are left out
 * @param advertised for each of them by name, what clients are told; an empty host stands for the one by which the client has come
 *     and port 0 for the port that was bound
 */
public record ListenerConfig(List<Endpoint> listeners, Map<String, Endpoint> advertised) {
    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

    public ListenerConfig {
        listeners = List.copyOf(listeners);
        advertised = Map.copyOf(advertised);
    }

    static ListenerConfig of(ConfigValues values) {
        Map<String, String> protocols = protocols(values);
        Set<String> controllers = upperCase(values.list("controller.listener.names"));
        List<Endpoint> all = endpoints(values, "listeners", protocols);
        checkPorts(all);
        List<Endpoint> opened = without(all, controllers);
        if (opened.isEmpty()) {
            throw InvalidConfigException.of(
                    "listeners", values.text("listeners"), "Expected at least one listener besides the controller's");
        }
        for (Endpoint endpoint : opened) {
            String protocol = protocols.get(endpoint.name());
            if (!"PLAINTEXT".equals(protocol)) {
                throw InvalidConfigException.of(
                        "listeners",
                        endpoint.text(),
                        "The security protocol " + protocol + " is not supported yet, only PLAINTEXT");
            }
        }
        return new ListenerConfig(opened, advertised(values, protocols, controllers, opened));
    }

    /**
     * The value of {@code listeners} alone.
     *
     * @throws StartupException when an entry is none
     */
    public static List<Endpoint> parse(String listeners) {
        List<Endpoint> endpoints = new ArrayList<>();
        try {
            for (String text : listeners.split(",", -1)) {
                endpoints.add(Endpoint.parse("listeners", text.strip()));
            }
        } catch (InvalidConfigException e) {
            throw new StartupException(String.valueOf(e.getMessage()));
        }
        return endpoints;
    }

    private static Map<String, Endpoint> advertised(
            ConfigValues values, Map<String, String> protocols, Set<String> controllers, List<Endpoint> opened) {
        Map<String, Endpoint> advertised = new HashMap<>();
        for (Endpoint endpoint : opened) {
            advertised.put(endpoint.name(), endpoint);
        }
        if (values.find("advertised.listeners") != null) {
            for (Endpoint endpoint : without(endpoints(values, "advertised.listeners", protocols), controllers)) {
                if (!advertised.containsKey(endpoint.name())) {
                    throw InvalidConfigException.of(
                            "advertised.listeners", endpoint.text(), "No listener of this name is in listeners");
                }
                if (endpoint.isEveryInterface() && !endpoint.host().isEmpty()) {
                    throw InvalidConfigException.of(
                            "advertised.listeners",
                            endpoint.text(),
                            "Clients cannot connect to the address of all interfaces");
                }
                advertised.put(endpoint.name(), endpoint);
            }
            return advertised;
        }
        // Unlike Kafka, listening on 0.0.0.0 without advertised.listeners starts.
        for (Map.Entry<String, Endpoint> entry : advertised.entrySet()) {
            if (entry.getValue().isEveryInterface()) {
                entry.setValue(new Endpoint(entry.getKey(), "", entry.getValue().port()));
            }
        }
        return advertised;
    }

    private static Map<String, String> protocols(ConfigValues values) {
        String property = "listener.security.protocol.map";
        Map<String, String> protocols = new HashMap<>();
        for (Map.Entry<String, String> pair : values.pairs(property).entrySet()) {
            String protocol = pair.getValue().toUpperCase(Locale.ROOT);
            if (!PROTOCOLS.contains(protocol)) {
                throw InvalidConfigException.of(
                        property, pair.getKey() + ":" + pair.getValue(), "Expected one of " + PROTOCOLS);
            }
            protocols.put(pair.getKey().toUpperCase(Locale.ROOT), protocol);
        }
        if (!values.isSet(property)) {
            // As in Kafka: without a map of its own, a controller's listener is PLAINTEXT.
            for (String name : upperCase(values.list("controller.listener.names"))) {
                protocols.putIfAbsent(name, "PLAINTEXT");
            }
        }
        return protocols;
    }

    private static List<Endpoint> endpoints(ConfigValues values, String property, Map<String, String> protocols) {
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : values.list(property)) {
            Endpoint endpoint = Endpoint.parse(property, text);
            if (!names.add(endpoint.name())) {
                throw InvalidConfigException.of(
                        property, values.text(property), "Each listener must have a different name");
            }
            if (!protocols.containsKey(endpoint.name())) {
                throw InvalidConfigException.of(
                        property,
                        text,
                        "No security protocol defined for listener " + endpoint.name()
                                + " in listener.security.protocol.map");
            }
            endpoints.add(endpoint);
        }
        return endpoints;
    }

    private static void checkPorts(List<Endpoint> endpoints) {
        Map<Integer, String> hostsByPort = new HashMap<>();
        for (Endpoint endpoint : endpoints) {
            String other = endpoint.port() == 0 ? null : hostsByPort.put(endpoint.port(), endpoint.host());
            // As in Kafka, one IPv4 and one IPv6 address may share a port.
            if (other != null && (other.indexOf(':') >= 0) == (endpoint.host().indexOf(':') >= 0)) {
                throw InvalidConfigException.of(
                        "listeners", endpoint.text(), "Each listener must have a different port");
            }
        }
    }

    private static List<Endpoint> without(List<Endpoint> endpoints, Set<String> names) {
        List<Endpoint> others = new ArrayList<>(endpoints.size());
        for (Endpoint endpoint : endpoints) {
            if (!names.contains(endpoint.name())) {
                others.add(endpoint);
            }
        }
        return others;
    }

    private static Set<String> upperCase(List<String> names) {
        Set<String> upper = new HashSet<>();
        for (String name : names) {
            upper.add(name.toUpperCase(Locale.ROOT));
        }
        return upper;
    }
}
