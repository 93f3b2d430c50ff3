// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Whether the properties of a running broker, or of all of them, may be set as wanted (KIP-226). */
final class BrokerChanges {
    /** Unlike Kafka, listeners are opened at the start only. */
    private static final List<String> LISTENER_PROPERTIES = List.of("listeners", "listener.security.protocol.map");

    /** Of these each listener may have its own, and only so can they be set. */
    private static final Set<String> KEYS_AND_CERTIFICATES = Set.of(
            "ssl.key.password",
            "ssl.keystore.certificate.chain",
            "ssl.keystore.key",
            "ssl.keystore.location",
            "ssl.keystore.password",
            "ssl.keystore.type",
            "ssl.truststore.certificates",
            "ssl.truststore.location",
            "ssl.truststore.password",
            "ssl.truststore.type");

    /** A file may say 0 here, and thereby that nobody can connect; a change while running may not. */
    private static final List<String> LIMITS_ABOVE_ZERO = List.of("max.connections", "max.connection.creation.rate");

    private static final String NOT_DYNAMIC = "Cannot update these configs dynamically";

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
        Map<String, String> usable = DynamicConfigs.usable(wanted, perBroker);
        BrokerRules.check(
                perBroker
                        ? current.withDynamic(current.clusterWide(), usable)
                        : current.withDynamic(usable, current.perBroker()));
        LIMITS_ABOVE_ZERO.forEach(name -> {
            if ("0".equals(changed.get(name))) {
                throw new InvalidConfigException("Invalid " + name + " 0");
            }
        });
    }

    /** Checks each property by itself. */
    static void checkUpdatable(Map<String, String> wanted, boolean perBroker) {
        refuse(NOT_DYNAMIC, wanted, BrokerChanges::isReadOnly);
        refuse(
                "These security configs can be dynamically updated only per-listener using the listener prefix",
                wanted,
                KEYS_AND_CERTIFICATES::contains);
        wanted.forEach(ConfigValues::check);
        if (!perBroker) {
            refuse(
                    "Cannot update these configs at default cluster level, broker id must be specified",
                    wanted,
                    BrokerChanges::isPerBroker);
        }
        refuse(NOT_DYNAMIC, wanted, LISTENER_PROPERTIES::contains);
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
        return entry != null && entry.update() == ConfigEntry.Update.READ_ONLY;
    }

    private static boolean isPerBroker(String name) {
        String property = BrokerTables.withoutListener(name);
        ConfigEntry entry = BrokerTables.find(property);
        return entry != null && entry.update() == ConfigEntry.Update.PER_BROKER;
    }
}
