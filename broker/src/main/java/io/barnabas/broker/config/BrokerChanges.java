// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Whether the properties of a running broker, or of all of them, may be set as wanted (KIP-226). */
final class BrokerChanges {
    /** Unlike Kafka, listeners are opened at the start only. */
    private static final List<String> LISTENER_PROPERTIES = List.of("listeners", "listener.security.protocol.map");

    private BrokerChanges() {}

    /**
     * Checks what is to be set for this broker, or for all, besides what already is.
     *
     * @param changed the entries of {@code wanted} that are new
     * @throws InvalidConfigException with Kafka's message
     */
    static void check(
            ConfigValues current, Map<String, String> wanted, Map<String, String> changed, boolean perBroker) {
        checkUpdatable(changed, perBroker);
        if (perBroker) {
            BrokerRules.check(current.withDynamic(current.clusterWide(), DynamicConfigs.usable(wanted, true)));
        }
    }

    /** Checks each property by itself. */
    static void checkUpdatable(Map<String, String> wanted, boolean perBroker) {
        refuse("Cannot update these configs dynamically", wanted, BrokerChanges::isReadOnly);
        refuse(
                "These security configs can be dynamically updated only per-listener using the listener prefix",
                wanted,
                BrokerChanges::isSecurityOfAllListeners);
        wanted.forEach(ConfigValues::check);
        if (!perBroker) {
            refuse(
                    "Cannot update these configs at default cluster level, broker id must be specified",
                    wanted,
                    BrokerChanges::isPerBroker);
        }
    }

    private static void refuse(String why, Map<String, String> wanted, Predicate<String> refused) {
        TreeSet<String> names = new TreeSet<>(wanted.keySet());
        names.removeIf(refused.negate());
        if (!names.isEmpty()) {
            throw new InvalidConfigException(why + ": " + names);
        }
    }

    /** Names that Kafka does not know are kept, as there; a plug-in may know them. */
    private static boolean isReadOnly(String name) {
        ConfigEntry entry = BrokerTables.find(name);
        return LISTENER_PROPERTIES.contains(name) || (entry != null && entry.update() == ConfigEntry.Update.READ_ONLY);
    }

    private static boolean isSecurityOfAllListeners(String name) {
        ConfigEntry entry = SecurityTable.TABLE.find(name);
        return entry != null && entry.update() == ConfigEntry.Update.PER_BROKER;
    }

    private static boolean isPerBroker(String name) {
        String property = BrokerTables.withoutListener(name);
        ConfigEntry entry = BrokerTables.find(property);
        return entry != null && entry.update() == ConfigEntry.Update.PER_BROKER;
    }
}
