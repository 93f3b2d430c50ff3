// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all logs of a broker share.
 *
 * @param clusterId for a directory that is not formatted yet; null makes one
 * @param brokerEpoch goes into the clean-shutdown marker; -1 unknown
 */
public record LogManagerConfig(
        List<Path> directories, int nodeId, @Nullable String clusterId, long producerIdExpirationMs, long brokerEpoch) {
    /** {@code producer.id.expiration.ms}. */
    public static final long DEFAULT_PRODUCER_ID_EXPIRATION_MS = 86_400_000;

    public LogManagerConfig {
        directories = List.copyOf(directories);
        if (directories.isEmpty()) {
            throw new IllegalArgumentException("log.dirs names no directory");
        }
    }

    public LogManagerConfig(List<Path> directories, int nodeId) {
        this(directories, nodeId, null, DEFAULT_PRODUCER_ID_EXPIRATION_MS, -1);
    }
}
