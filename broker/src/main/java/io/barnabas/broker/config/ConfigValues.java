// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of the broker's properties in force: those set for this broker while it runs, over those set for all
 * brokers while they run, over the properties file, over the defaults. Immutable; every value in it has been checked.
 */
public final class ConfigValues {
    private final Map<String, String> statics;
    private final Map<String, String> clusterWide;
    private final Map<String, String> perBroker;

    private ConfigValues(Map<String, String> statics, Map<String, String> clusterWide, Map<String, String> perBroker) {
        this.statics = statics;
        this.clusterWide = clusterWide;
        this.perBroker = perBroker;
    }

    /** Values from a properties file; throws {@link InvalidConfigException} for the first bad one. */
    public static ConfigValues of(Map<String, String> statics) {
        for (Map.Entry<String, String> property : statics.entrySet()) {
            check(property.getKey(), property.getValue());
        }
        return new ConfigValues(Map.copyOf(statics), Map.of(), Map.of());
    }

    /** The same file with other values set while running. Bad ones must have been left out. */
    ConfigValues withDynamic(Map<String, String> newClusterWide, Map<String, String> newPerBroker) {
        return new ConfigValues(statics, Map.copyOf(newClusterWide), Map.copyOf(newPerBroker));
    }

    /** Checks a value if the broker knows its property; that of one listener is checked as the one of all. */
    static void check(String name, String value) {
        ConfigEntry entry = BrokerTables.find(name);
        if (entry != null) {
            entry.check(value);
        } else if (BrokerTables.isOfListener(name)) {
            ConfigEntry general = BrokerTables.find(BrokerTables.synonyms(name).get(1));
            if (general != null) {
                general.check(name, value);
            }
        }
    }

    Map<String, String> statics() {
        return statics;
    }

    /** The file alone, without what was set while running. */
    public ConfigValues asStarted() {
        return new ConfigValues(statics, Map.of(), Map.of());
    }

    Map<String, String> clusterWide() {
        return clusterWide;
    }

    Map<String, String> perBroker() {
        return perBroker;
    }

    /** Whether the property has a value of its own anywhere. */
    public boolean isSet(String name) {
        return perBroker.containsKey(name) || clusterWide.containsKey(name) || statics.containsKey(name);
    }

    /** The value in force in canonical form, null when nothing is set and there is no default. */
    public @Nullable String find(String name) {
        ConfigEntry entry = BrokerTables.get(name);
        String text = perBroker.get(name);
        if (text == null) {
            text = clusterWide.get(name);
        }
        if (text == null) {
            text = statics.get(name);
        }
        return text == null ? entry.defaultValue() : entry.type().canonical(name, text);
    }

    public String text(String name) {
        String value = find(name);
        if (value == null) {
            throw new IllegalStateException("no value of " + name);
        }
        return value;
    }

    public boolean flag(String name) {
        return text(name).equals("true");
    }

    public int integer(String name) {
        return Integer.parseInt(text(name));
    }

    public long number(String name) {
        return Long.parseLong(text(name));
    }

    public List<String> list(String name) {
        return ConfigType.items(text(name));
    }

    public @Nullable Long findNumber(String name) {
        String value = find(name);
        return value == null ? null : Long.valueOf(value);
    }

    /** Pairs of key and value, as in {@code a:b,c:d}; the last colon separates. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : ConfigType.items(text(name))) {
            int colon = pair.lastIndexOf(':');
            if (colon < 0) {
                throw InvalidConfigException.of(name, pair, "Expected key:value pairs separated by commas");
            }
            pairs.put(pair.substring(0, colon).trim(), pair.substring(colon + 1).trim());
        }
        return pairs;
    }
}
