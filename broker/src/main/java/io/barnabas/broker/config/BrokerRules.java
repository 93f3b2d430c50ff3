// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.Map;

/** What the values of several properties together must keep to, at the start and after every change while running. */
final class BrokerRules {
    private BrokerRules() {}

    /** Throws {@link InvalidConfigException}; messages follow Kafka's. */
    static void check(ConfigValues values) {
        if (values.list("process.roles").size() == 1
                && values.text("process.roles").equals("controller")) {
            throw InvalidConfigException.of(
                    "process.roles", "controller", "Expected broker,controller: this node is always both");
        }
        checkAuthorizer(values);
        require(
                DurationDefaults.of("log.retention.ms", values) != 0,
                "log.retention.ms must be unlimited (-1) or, greater than or equal to 1");
        require(DurationDefaults.of("log.roll.ms", values) >= 1, "log.roll.ms must be greater than or equal to 1");
        require(
                DurationDefaults.of("log.roll.jitter.ms", values) >= 0,
                "log.roll.jitter.ms must be greater than or equal to 0");
        long requestBytes = values.number("queued.max.request.bytes");
        require(
                requestBytes <= 0 || requestBytes >= values.integer("socket.request.max.bytes"),
                "queued.max.request.bytes must be larger or equal to socket.request.max.bytes");
        checkConnections(values);
        require(
                values.integer("group.min.session.timeout.ms") <= values.integer("group.max.session.timeout.ms"),
                "group.min.session.timeout.ms must be less than or equal to group.max.session.timeout.ms");
        GroupLimitRules.check(values);
    }

    /** Unlike Kafka, as there is none: who asks for an authorizer must not get a broker that everybody may do everything with. */
    private static void checkAuthorizer(ConfigValues values) {
        String authorizer = values.text("authorizer.class.name");
        if (!authorizer.isBlank()) {
            throw InvalidConfigException.of(
                    "authorizer.class.name",
                    authorizer,
                    "Expected none: there is no authorization yet, and every client would be allowed everything");
        }
    }

    private static void checkConnections(ConfigValues values) {
        Map<String, String> overrides = values.pairs("max.connections.per.ip.overrides");
        require(
                values.integer("max.connections.per.ip") > 0 || !overrides.isEmpty(),
                "max.connections.per.ip can be set to zero only if max.connections.per.ip.overrides property is set.");
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            checkCount(override.getKey(), override.getValue());
        }
    }

    private static void checkCount(String host, String count) {
        try {
            if (!host.isEmpty() && Integer.parseInt(count) >= 0) {
                return;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message there is.
        }
        throw InvalidConfigException.of("max.connections.per.ip.overrides", host + ":" + count, "Expected host:count");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new InvalidConfigException(message);
        }
    }
}
