// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

/**
 * Who asks for something about its transaction.
 *
 * @param clientVersion transaction.version as the version of the request shows that the client knows it, 0 or 2
 */
public record TransactionProducer(String transactionalId, long producerId, short producerEpoch, short clientVersion) {}
