// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All properties of a broker: those with an effect first, so that finding one seldom reads the other tables. */
public final class BrokerTables {
    private static final String LISTENER_PREFIX = "listener.name.";

    private BrokerTables() {}

    /** What can stand in a properties file, in the order in which it is printed. */
    public static List<ConfigTable> all() {
        return List.of(
                ClusterTable.TABLE,
                NetworkTable.TABLE,
                LogTable.TABLE,
                GroupTable.TABLE,
                TransactionTable.TABLE,
                ShareTable.TABLE,
                SecurityTable.TABLE,
                CoordinatorTable.TABLE,
                ReplicationTable.TABLE,
                OtherTable.TABLE);
    }

    /** The property of this name, or null when Kafka has none. */
    public static @Nullable ConfigEntry find(String name) {
        ConfigEntry entry = ClusterTable.TABLE.find(name);
        if (entry == null) {
            entry = NetworkTable.TABLE.find(name);
        }
        if (entry == null) {
            entry = LogTable.TABLE.find(name);
        }
        if (entry == null) {
            entry = GroupTable.TABLE.find(name);
        }
        return entry != null ? entry : findElsewhere(name);
    }

    private static @Nullable ConfigEntry findElsewhere(String name) {
        for (ConfigTable table : all()) {
            ConfigEntry entry = table.find(name);
            if (entry != null) {
                return entry;
            }
        }
        return ThrottleTable.TABLE.find(name);
    }

    /** The property of this name, which must be one of ours. */
    static ConfigEntry get(String name) {
        ConfigEntry entry = find(name);
        if (entry == null) {
            throw new IllegalArgumentException("no table has " + name);
        }
        return entry;
    }

    /** Whether the name sets a property for one listener only: listener.name.{listener}.{property}. */
    static boolean isOfListener(String name) {
        return name.startsWith(LISTENER_PREFIX) && name.indexOf('.', LISTENER_PREFIX.length()) > 0;
    }

    /** The property without listener.name.{listener}. before it. */
    static String withoutListener(String name) {
        return isOfListener(name) ? name.substring(name.indexOf('.', LISTENER_PREFIX.length()) + 1) : name;
    }

    /**
     * The names a value may come from, the first set one winning (the hours and minutes of old besides the
     * milliseconds, the property of all listeners besides that of one).
     */
    public static List<String> synonyms(String name) {
        return switch (name) {
            case "log.roll.ms", "log.roll.hours" -> List.of("log.roll.ms", "log.roll.hours");
            case "log.roll.jitter.ms", "log.roll.jitter.hours" ->
                List.of("log.roll.jitter.ms", "log.roll.jitter.hours");
            case "log.flush.interval.ms" -> List.of("log.flush.interval.ms", "log.flush.scheduler.interval.ms");
            case "log.retention.ms", "log.retention.minutes", "log.retention.hours" ->
                List.of("log.retention.ms", "log.retention.minutes", "log.retention.hours");
            default -> isOfListener(name) ? ofListener(name) : List.of(name);
        };
    }

    private static List<String> ofListener(String name) {
        String property = withoutListener(name);
        // Kafka's names of SASL properties of one mechanism: listener.name.x.plain.sasl.jaas.config.
        int sasl = property.indexOf(".sasl.");
        return List.of(name, sasl > 0 ? property.substring(sasl + 1) : property);
    }

    /** The properties that answers about a broker list: all but Kafka's internal ones. */
    static List<ConfigEntry> listed() {
        List<ConfigEntry> listed = new ArrayList<>(400);
        for (ConfigTable table : all()) {
            for (ConfigEntry entry : table.entries()) {
                if (!entry.internal()) {
                    listed.add(entry);
                }
            }
        }
        return listed;
    }
}
