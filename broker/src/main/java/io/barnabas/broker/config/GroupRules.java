// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.List;
import java.util.Map;

/** What can be set for a group of the newer protocols: within its rule, and within the bounds that the broker sets. */
final class GroupRules {
    private static final List<String> PROTOCOLS = List.of("consumer", "share", "streams");

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
        PROTOCOLS.forEach(protocol -> checkSession(protocol, wanted, values));
    }

    /** A member that only just comes in time would be thrown out. */
    private static void checkSession(String protocol, Map<String, String> wanted, ConfigValues values) {
        String session = protocol + ".session.timeout.ms";
        String heartbeat = protocol + ".heartbeat.interval.ms";
        if (number(session, wanted, values) <= number(heartbeat, wanted, values)) {
            throw new InvalidConfigException(session + " must be greater than " + heartbeat);
        }
    }

    private static long number(String name, Map<String, String> wanted, ConfigValues values) {
        String text = wanted.get(name);
        return text == null ? values.number("group." + name) : Long.parseLong(text.trim());
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
