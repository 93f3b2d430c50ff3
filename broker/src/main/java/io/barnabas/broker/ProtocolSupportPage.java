// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.handler.Handlers;
import io.barnabas.broker.handler.RequestHandler;
import io.barnabas.wire.message.ApiKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints docs/protocol-support.md from the list of handlers of a running broker. */
final class ProtocolSupportPage {
    private static final String HEAD = """
            # Protocol support

            Printed from the list of handlers (`Handlers.of`) by `bin/dev docs`; do not edit.

            What stands here is what the broker tells clients in its ApiVersions answer. An API that is not listed is not
            supported; a request for it ends the connection, as in Kafka.

            | key | API | versions | Kafka 4.3.1 |
            |--:|---|---|---|
            """;

    private ProtocolSupportPage() {}

    static String print(Handlers handlers) {
        StringBuilder page = new StringBuilder(HEAD);
        for (RequestHandler<?> handler : handlers.all()) {
            ApiKey key = handler.apiKey();
            page.append("| ").append(key.id()).append(" | ").append(nameOf(key)).append(" | ");
            page.append(range(handler.lowestVersion(), handler.highestVersion()))
                    .append(" | ");
            page.append(range(key.lowestVersion(), handler.highestStableVersion()))
                    .append(" |\n");
        }
        String missing = Arrays.stream(ApiKey.values())
                .filter(key -> key.onBroker() && handlers.find(key) == null)
                .map(ProtocolSupportPage::nameOf)
                .collect(Collectors.joining(", "));
        page.append(
                missing.isEmpty()
                        ? "\nAll APIs that Kafka 4.3 has stable versions of are answered.\n"
                        : "\nNot supported yet: " + missing + ".\n");
        return page.toString();
    }

    private static String range(short lowest, short highest) {
        return lowest == highest ? String.valueOf(lowest) : lowest + "-" + highest;
    }

    /** CREATE_TOPICS becomes CreateTopics. */
    private static String nameOf(ApiKey key) {
        return Arrays.stream(key.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
