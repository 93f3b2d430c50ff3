// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies the steps of an incremental change to the entries of a resource; whether the outcome may be is asked elsewhere. */
final class ConfigChanges {
    private ConfigChanges() {}

    /** Changes {@code entries}; throws {@link ApiException} when a step makes no sense for its entry. */
    static void apply(ConfigResource resource, List<ConfigChange> changes, Map<String, String> entries) {
        for (ConfigChange change : changes) {
            switch (change.kind()) {
                case SET -> entries.put(change.name(), value(change));
                case DELETE -> entries.remove(change.name());
                case APPEND -> {
                    List<String> items = items(resource, change, entries);
                    for (String item : ConfigType.items(value(change))) {
                        if (!items.contains(item)) {
                            items.add(item);
                        }
                    }
                    entries.put(change.name(), String.join(",", items));
                }
                case SUBTRACT -> {
                    List<String> items = items(resource, change, entries);
                    items.removeAll(ConfigType.items(value(change)));
                    entries.put(change.name(), String.join(",", items));
                }
            }
        }
    }

    /** Throws {@link ApiException} when something is to be added to or taken from what is no list. */
    static void checkLists(ConfigResource.Type type, List<ConfigChange> changes) {
        for (ConfigChange change : changes) {
            if (change.kind() == ConfigChange.Kind.APPEND || change.kind() == ConfigChange.Kind.SUBTRACT) {
                list(type, change);
            }
        }
    }

    private static String value(ConfigChange change) {
        return Objects.requireNonNull(change.value());
    }

    /** The list to change: what is set, else the property's own default, as in Kafka. */
    private static List<String> items(ConfigResource resource, ConfigChange change, Map<String, String> entries) {
        ConfigEntry entry = list(resource.type(), change);
        String text = entries.getOrDefault(change.name(), entry.defaultValue());
        return new ArrayList<>(text == null ? List.of() : ConfigType.items(text));
    }

    private static ConfigEntry list(ConfigResource.Type type, ConfigChange change) {
        ConfigEntry entry = find(type, change.name());
        if (type == ConfigResource.Type.BROKER && entry == null) {
            throw new ApiException(Errors.INVALID_CONFIG, "Unknown config name: " + change.name());
        }
        if (entry == null || entry.type() != ConfigType.LIST) {
            throw type == ConfigResource.Type.BROKER
                    ? new ApiException(
                            Errors.INVALID_CONFIG,
                            "Config value " + (change.kind() == ConfigChange.Kind.APPEND ? "append" : "subtract")
                                    + " is not allowed for config key: " + change.name())
                    : new ApiException(
                            Errors.INVALID_CONFIG,
                            "Can't " + change.kind() + " to key " + change.name() + " because its type is not LIST.");
        }
        return entry;
    }

    /** The property of this name that a resource of this type can have. */
    static @Nullable ConfigEntry find(ConfigResource.Type type, String name) {
        return switch (type) {
            case TOPIC -> TopicTable.TABLE.find(name);
            case BROKER -> BrokerTables.find(name);
            case GROUP -> GroupResourceTable.TABLE.find(name);
            case CLIENT_METRICS -> ClientMetricsTable.TABLE.find(name);
            case BROKER_LOGGER -> null;
        };
    }
}
