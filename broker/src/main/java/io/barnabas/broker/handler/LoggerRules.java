// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.ConfigChange;
import io.barnabas.broker.config.LoggerLevels;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What an administrator may do to the levels of loggers, with Kafka's errors and words (KIP-412). */
final class LoggerRules {
    private static final Set<String> LEVELS = new TreeSet<>(Set.of("DEBUG", "ERROR", "FATAL", "INFO", "TRACE", "WARN"));

    private final LoggerLevels loggers;

    LoggerRules(LoggerLevels loggers) {
        this.loggers = loggers;
    }

    void check(List<ConfigChange> changes) {
        Set<String> known = loggers.levels().keySet();
        for (ConfigChange change : changes) {
            switch (change.kind()) {
                case SET -> {
                    checkExists(known, change.name());
                    if (!LEVELS.contains(Objects.requireNonNull(change.value()))) {
                        throw new ApiException(
                                Errors.INVALID_CONFIG,
                                "Cannot set the log level of " + change.name() + " to " + change.value()
                                        + " as it is not a supported log level. Valid log levels are "
                                        + String.join(", ", LEVELS));
                    }
                }
                case DELETE -> {
                    checkExists(known, change.name());
                    if (change.name().equals(LoggerLevels.ROOT)) {
                        throw new ApiException(
                                Errors.INVALID_REQUEST, "Removing the log level of the root logger is not allowed");
                    }
                }
                case APPEND, SUBTRACT ->
                    throw new ApiException(
                            Errors.INVALID_REQUEST,
                            change.kind() + " operation is not allowed for the BROKER_LOGGER resource");
            }
        }
    }

    void apply(List<ConfigChange> changes) {
        for (ConfigChange change : changes) {
            loggers.set(change.name(), change.kind() == ConfigChange.Kind.DELETE ? null : change.value());
        }
    }

    private static void checkExists(Set<String> known, String logger) {
        if (!known.contains(logger)) {
            throw new ApiException(Errors.INVALID_CONFIG, "Logger " + logger + " does not exist!");
        }
    }
}
