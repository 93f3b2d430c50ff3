// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.log.CleanerConfig;

/** The properties of the log cleaner: from names and texts to {@link CleanerConfig}. */
public final class CleanerProperties {
    private static final long LEAST_BUFFER_BYTES = 1024;

    private CleanerProperties() {}

    public static CleanerConfig cleanerConfig(ConfigValues values) {
        double loadFactor = Double.parseDouble(values.text("log.cleaner.io.buffer.load.factor"));
        return new CleanerConfig(
                Math.max(LEAST_BUFFER_BYTES, values.number("log.cleaner.dedupe.buffer.size")),
                loadFactor > 0 && loadFactor <= 1 ? loadFactor : CleanerConfig.DEFAULT.loadFactor(),
                Double.parseDouble(values.text("log.cleaner.io.max.bytes.per.second")));
    }
}
