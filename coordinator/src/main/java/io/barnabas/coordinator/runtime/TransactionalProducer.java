// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

/** The producer in whose open transaction records are written; they count once its marker says so. */
public record TransactionalProducer(long producerId, short producerEpoch) {}
