// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.coordinator.transaction.TransactionConfig;

/** The properties of the transaction coordinator: from names and texts to {@link TransactionConfig}. */
final class TransactionProperties {
    private TransactionProperties() {}

    static TransactionConfig transactionConfig(ConfigValues values) {
        return new TransactionConfig(
                values.integer("transaction.max.timeout.ms"),
                values.integer("transactional.id.expiration.ms"),
                values.integer("transaction.remove.expired.transaction.cleanup.interval.ms"));
    }
}
