// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What can be set for a subscription to client metrics (KIP-714). */
final class ClientMetricsRules {
    private static final int LEAST_INTERVAL_MS = 100;
    private static final int MOST_INTERVAL_MS = 3_600_000;
    private static final Set<String> ATTRIBUTES = Set.of(
            "client_instance_id",
            "client_id",
            "client_software_name",
            "client_software_version",
            "client_source_address",
            "client_source_port");

    private ClientMetricsRules() {}

    static void check(Map<String, String> wanted) {
        wanted.forEach((name, text) -> {
            ConfigEntry entry = ClientMetricsTable.TABLE.find(name);
            if (entry == null) {
                throw new ApiException(Errors.INVALID_REQUEST, "Unknown client metrics configuration: " + name);
            }
            String value;
            try {
                value = entry.check(text);
            } catch (InvalidConfigException e) {
                throw new ApiException(Errors.INVALID_CONFIG, e.getMessage());
            }
            switch (name) {
                case "interval.ms" -> checkInterval(Integer.parseInt(value));
                case "match" -> ConfigType.items(value).forEach(ClientMetricsRules::checkPattern);
                default -> {}
            }
        });
    }

    private static void checkInterval(int intervalMs) {
        if (intervalMs < LEAST_INTERVAL_MS || intervalMs > MOST_INTERVAL_MS) {
            throw new ApiException(
                    Errors.INVALID_REQUEST,
                    "Invalid value " + intervalMs
                            + " for interval.ms, interval must be between 100 and 3600000 (1 hour)");
        }
    }

    private static void checkPattern(String pattern) {
        // A limit of 0, as in Kafka: nothing after the sign is no pattern, and a second sign is one too many.
        String[] parts = pattern.split("=", 0);
        if (parts.length != 2 || !ATTRIBUTES.contains(parts[0].trim()) || !compiles(parts[1].trim())) {
            throw new ApiException(Errors.INVALID_CONFIG, "Illegal client matching pattern: " + pattern);
        }
    }

    private static boolean compiles(String expression) {
        try {
            Pattern.compile(expression);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
