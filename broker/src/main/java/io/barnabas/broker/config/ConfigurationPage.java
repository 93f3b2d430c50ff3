// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints docs/configuration.md from the tables. */
public final class ConfigurationPage {
    private static final String HEAD = """
            # Configuration

            Printed from the tables in `broker/config` by `bin/dev docs`; do not edit.

            Barnabas takes Apache Kafka's property names, defaults and units (Kafka 4.3.1), so a `server.properties` of Kafka
            starts as it is. Give it with `bin/barnabas start --config FILE`, or set single properties with
            `--set name=value`. What has no effect yet is said in one line when the broker starts; a name that Kafka does not
            have stops the start.

            *Changed while running*: `no` needs a restart; `broker` can be set for one broker, `all` for one or for all of them,
            with `kafka-configs --entity-type brokers`.
            """;

    private ConfigurationPage() {}

    /** Writes the page to the file that is named. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), print());
    }

    static String print() {
        StringBuilder page = new StringBuilder(100_000).append(HEAD);
        page.append("\n# Broker\n");
        BrokerTables.all().forEach(table -> printSupported(page, table));
        page.append("\n# Resources\n\nSet with `kafka-configs --entity-type topics`, `groups` or `client-metrics`. "
                + "What is not set comes from the broker's property.\n");
        for (ConfigTable table : List.of(TopicTable.TABLE, GroupResourceTable.TABLE, ClientMetricsTable.TABLE)) {
            printResource(page, table);
        }
        page.append(
                "\n# Known, without effect\n\nKafka has these. They are accepted and do nothing here, for the reason given.\n");
        for (ConfigTable table : BrokerTables.all()) {
            printUnsupported(page, table);
        }
        printUnsupported(page, ThrottleTable.TABLE);
        return page.toString();
    }

    private static void printSupported(StringBuilder page, ConfigTable table) {
        List<ConfigEntry> entries = table.entries().stream()
                .filter(entry -> entry.supported() && !entry.internal())
                .toList();
        if (entries.isEmpty()) {
            return;
        }
        page.append("\n## ").append(table.title()).append("\n\n");
        page.append("| property | type | default | values | changed while running | |\n|---|---|---|---|---|---|\n");
        for (ConfigEntry entry : entries) {
            String update = switch (entry.update()) {
                case READ_ONLY -> "no";
                case PER_BROKER -> "broker";
                case CLUSTER_WIDE -> "all";
            };
            row(page, code(entry.name()), type(entry), defaultValue(entry), rule(entry), update, entry.documentation());
        }
    }

    private static void printResource(StringBuilder page, ConfigTable table) {
        page.append("\n## ").append(table.title()).append("\n\n");
        page.append("| config | type | default | values | broker property | |\n|---|---|---|---|---|---|\n");
        for (ConfigEntry entry : table.entries()) {
            if (!entry.internal()) {
                row(
                        page,
                        code(entry.name()),
                        type(entry),
                        defaultValue(entry),
                        rule(entry),
                        String.join(
                                ", ",
                                entry.synonyms().stream()
                                        .map(ConfigurationPage::code)
                                        .toList()),
                        entry.documentation());
            }
        }
    }

    private static void printUnsupported(StringBuilder page, ConfigTable table) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (ConfigEntry entry : table.entries()) {
            if (!entry.supported() && !entry.internal()) {
                byReason.computeIfAbsent(entry.documentation(), reason -> new ArrayList<>())
                        .add(code(entry.name()));
            }
        }
        byReason.forEach((reason, names) -> page.append("\n- **")
                .append(reason)
                .append("**\n  ")
                .append(String.join(",\n  ", names))
                .append('\n'));
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String type(ConfigEntry entry) {
        return entry.type().name().toLowerCase(Locale.ROOT);
    }

    private static String rule(ConfigEntry entry) {
        return entry.rule().toString();
    }

    private static String defaultValue(ConfigEntry entry) {
        String value = entry.defaultValue();
        return value == null || value.isEmpty() ? "" : code(value);
    }
}
