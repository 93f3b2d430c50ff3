// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

/**
 * The settings of the log cleaner, with the Kafka property each stands for.
 *
 * @param dedupeBufferBytes log.cleaner.dedupe.buffer.size: the most memory that the map of offsets may take
 * @param loadFactor log.cleaner.io.buffer.load.factor
 * @param maxBytesPerSecond log.cleaner.io.max.bytes.per.second, of what is read
 */
public record CleanerConfig(long dedupeBufferBytes, double loadFactor, double maxBytesPerSecond) {

    public static final CleanerConfig DEFAULT = new CleanerConfig(128L << 20, 0.9, Double.MAX_VALUE);

    public CleanerConfig {
        if (dedupeBufferBytes < 1024) {
            throw new IllegalArgumentException(
                    "log.cleaner.dedupe.buffer.size must be at least 1024, but is " + dedupeBufferBytes);
        }
        if (!(loadFactor > 0 && loadFactor <= 1)) {
            throw new IllegalArgumentException(
                    "log.cleaner.io.buffer.load.factor must be above 0 and at most 1, but is " + loadFactor);
        }
        if (!(maxBytesPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "log.cleaner.io.max.bytes.per.second must be above 0, but is " + maxBytesPerSecond);
        }
    }
}
