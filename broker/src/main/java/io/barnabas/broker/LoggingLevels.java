// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.config.LoggerLevels;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The levels of this process's loggers, which java.util.logging keeps, under Kafka's names of levels. */
final class LoggingLevels implements LoggerLevels {
    private static final Map<String, Level> LEVELS = Map.of(
            "TRACE", Level.FINEST,
            "DEBUG", Level.FINE,
            "INFO", Level.INFO,
            "WARN", Level.WARNING,
            "ERROR", Level.SEVERE,
            "FATAL", Level.SEVERE);

    @Override
    public Map<String, String> levels() {
        Map<String, String> levels = new TreeMap<>();
        for (String name : Collections.list(LogManager.getLogManager().getLoggerNames())) {
            Logger logger = Logger.getLogger(name);
            levels.put(name.isEmpty() ? ROOT : name, nameOf(inForce(logger)));
        }
        return levels;
    }

    private static Level inForce(Logger logger) {
        for (Logger current = logger; current != null; current = current.getParent()) {
            if (current.getLevel() != null) {
                return current.getLevel();
            }
        }
        return Level.INFO;
    }

    private static String nameOf(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    @Override
    public void set(String logger, @Nullable String level) {
        Logger.getLogger(logger.equals(ROOT) ? "" : logger).setLevel(level == null ? null : LEVELS.get(level));
    }
}
