// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

/**
 * The settings of the transaction coordinator, with the Kafka property each stands for.
 *
 * @param maxTimeoutMs transaction.max.timeout.ms
 * @param idExpirationMs transactional.id.expiration.ms
 * @param idExpirationCheckIntervalMs transaction.remove.expired.transaction.cleanup.interval.ms
 */
public record TransactionConfig(int maxTimeoutMs, long idExpirationMs, long idExpirationCheckIntervalMs) {

    public static final TransactionConfig DEFAULT = new TransactionConfig(900_000, 604_800_000, 3_600_000);

    public TransactionConfig {
        require(maxTimeoutMs, "transaction.max.timeout.ms");
        require(idExpirationMs, "transactional.id.expiration.ms");
        require(idExpirationCheckIntervalMs, "transaction.remove.expired.transaction.cleanup.interval.ms");
    }

    private static void require(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
    }
}
