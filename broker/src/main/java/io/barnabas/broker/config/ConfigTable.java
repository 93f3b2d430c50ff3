// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one concern, read from a text that is itself the table:
 *
 * <pre>
 * name | type | default | rule | importance | read-only, per-broker, cluster-wide or internal     of the broker
 * name | type | default | rule | importance or internal | broker properties it defaults to, or -  of a topic or group
 *     What it does, on a line of its own, indented.
 *
 * ! Why the properties below, up to the next such line, have no effect.
 * </pre>
 *
 * <p>{@code (none)} stands for no default, {@code max} for the greatest number of the type; rules are explained in
 * {@link ConfigRule}. A text is parsed at its first use, so that a start without surprises never reads the tables of
 * unsupported properties.
 */
public final class ConfigTable {
    private final String title;
    private final Map<String, ConfigEntry> entries;

    private ConfigTable(String title, Map<String, ConfigEntry> entries) {
        this.title = title;
        this.entries = entries;
    }

    public String title() {
        return title;
    }

    public @Nullable ConfigEntry find(String name) {
        return entries.get(name);
    }

    public Collection<ConfigEntry> entries() {
        return entries.values();
    }

    static ConfigTable parse(String title, String text) {
        Map<String, ConfigEntry> entries = new LinkedHashMap<>();
        String reason = null;
        String row = null;
        for (int from = 0, to; from < text.length(); from = to + 1) {
            to = text.indexOf('\n', from);
            String line = text.substring(from, to);
            if (line.startsWith("!")) {
                reason = line.substring(2);
            } else if (line.startsWith(" ")) {
                if (row == null) {
                    throw new IllegalArgumentException("no property to explain in " + title + ": " + line);
                }
                put(entries, entry(columns(row), line.trim(), true));
                row = null;
            } else if (!line.isEmpty() && reason != null) {
                put(entries, entry(columns(line), reason, false));
            } else if (!line.isEmpty()) {
                row = line;
            }
        }
        return new ConfigTable(title, entries);
    }

    private static void put(Map<String, ConfigEntry> entries, ConfigEntry entry) {
        if (entries.put(entry.name(), entry) != null) {
            throw new IllegalArgumentException("twice in its table: " + entry.name());
        }
    }

    private static ConfigEntry entry(List<String> columns, String documentation, boolean supported) {
        ConfigType type = ConfigType.valueOf(columns.get(1));
        String last = columns.size() > 5 ? columns.get(5) : "-";
        boolean internal = columns.get(4).equals("internal") || last.equals("internal");
        ConfigEntry.Update update = switch (last) {
            case "read-only", "internal" -> ConfigEntry.Update.READ_ONLY;
            case "per-broker" -> ConfigEntry.Update.PER_BROKER;
            default -> ConfigEntry.Update.CLUSTER_WIDE;
        };
        boolean ofBroker = last.equals("cluster-wide") || update != ConfigEntry.Update.CLUSTER_WIDE;
        return new ConfigEntry(
                columns.get(0),
                type,
                defaultValue(type, columns.get(2)),
                ConfigRule.parse(columns.get(3)),
                columns.get(4).equals("internal")
                        ? ConfigEntry.Importance.MEDIUM
                        : ConfigEntry.Importance.valueOf(columns.get(4).toUpperCase(Locale.ROOT)),
                update,
                internal,
                ofBroker || last.equals("-") ? List.of() : ConfigType.items(last),
                documentation,
                supported);
    }

    private static @Nullable String defaultValue(ConfigType type, String text) {
        return switch (text) {
            case "(none)" -> null;
            case "max" -> Long.toString(type == ConfigType.INT ? Integer.MAX_VALUE : Long.MAX_VALUE);
            default -> text;
        };
    }

    private static List<String> columns(String row) {
        List<String> columns = new ArrayList<>(6);
        int from = 0;
        for (int bar = row.indexOf('|'); bar >= 0; bar = row.indexOf('|', from)) {
            columns.add(row.substring(from, bar).trim());
            from = bar + 1;
        }
        columns.add(row.substring(from).trim());
        return columns;
    }
}
