// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.List;
import java.util.Map;

/** How the settings of consumer, share and streams groups must fit together: each between the bounds for single groups. */
final class GroupLimitRules {
    /** By kind, the settings that have a {@code min} and a {@code max}. */
    private static final Map<String, List<String>> BOUNDED = Map.of(
            "consumer", List.of("session.timeout.ms", "heartbeat.interval.ms", "assignment.interval.ms"),
            "streams", List.of("session.timeout.ms", "heartbeat.interval.ms", "assignment.interval.ms"),
            "share",
                    List.of(
                            "session.timeout.ms",
                            "heartbeat.interval.ms",
                            "assignment.interval.ms",
                            "record.lock.duration.ms",
                            "delivery.count.limit",
                            "partition.max.record.locks"));

    private GroupLimitRules() {}

    /** Throws {@link InvalidConfigException} with Kafka's message. */
    static void check(ConfigValues values) {
        BOUNDED.forEach((kind, names) -> {
            String prefix = "group." + kind + ".";
            for (String name : names) {
                atLeast(values, prefix + "max." + name, prefix + "min." + name);
                atLeast(values, prefix + name, prefix + "min." + name);
                atMost(values, prefix + name, prefix + "max." + name);
            }
            String heartbeat = prefix + "heartbeat.interval.ms";
            String session = prefix + "session.timeout.ms";
            if (values.integer(heartbeat) >= values.integer(session)) {
                throw new InvalidConfigException(heartbeat + " must be less than " + session);
            }
        });
        atLeast(values, "group.share.max.share.sessions", "group.share.max.size");
        atMost(values, "group.streams.num.standby.replicas", "group.streams.max.standby.replicas");
    }

    private static void atLeast(ConfigValues values, String name, String other) {
        if (values.integer(name) < values.integer(other)) {
            throw new InvalidConfigException(name + " must be greater than or equal to " + other);
        }
    }

    private static void atMost(ConfigValues values, String name, String other) {
        if (values.integer(name) > values.integer(other)) {
            throw new InvalidConfigException(name + " must be less than or equal to " + other);
        }
    }
}
