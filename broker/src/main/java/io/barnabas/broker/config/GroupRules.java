// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.Map;

/** What can be set for a group of the newer protocols: within its rule, and within the bounds that the broker sets. */
final class GroupRules {
    private GroupRules() {}

    /** Throws {@link InvalidConfigException}. */
    static void check(Map<String, String> wanted, ConfigValues values) {
        wanted.forEach((name, text) -> {
            ConfigEntry entry = GroupResourceTable.TABLE.find(name);
            if (entry == null) {
                throw new InvalidConfigException("Unknown group config name: " + name);
            }
            checkBounds(entry, entry.check(text), values);
        });
    }

    /** The bounds of {@code consumer.session.timeout.ms} are {@code group.consumer.min.session.timeout.ms} and its like. */
    private static void checkBounds(ConfigEntry entry, String value, ConfigValues values) {
        int dot = entry.name().indexOf('.');
        String protocol = "group." + entry.name().substring(0, dot);
        String least = protocol + ".min" + entry.name().substring(dot);
        String most = protocol + ".max" + entry.name().substring(dot).replace(".num.", ".");
        if (BrokerTables.find(least) != null && Long.parseLong(value) < values.number(least)) {
            throw new InvalidConfigException(entry.name() + " must be greater than or equal to " + least);
        }
        if (BrokerTables.find(most) != null && Long.parseLong(value) > values.number(most)) {
            throw new InvalidConfigException(entry.name() + " must be less than or equal to " + most);
        }
    }
}
