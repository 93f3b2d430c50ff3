// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The loggers of this process and their levels, which an administrator may change while it runs (KIP-412). */
public interface LoggerLevels {
    /** Kafka's name of the logger above all others. */
    String ROOT = "root";

    /** Every logger in use with the level in force. */
    Map<String, String> levels();

    /** Gives a logger a level, or with null the one of the logger above it. */
    void set(String logger, @Nullable String level);
}
