// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;

/** Thrown by an operation that cannot decide without a new producer id: it is run again with one. Never reaches a client. */
final class ProducerIdNeeded extends ApiException {
    private static final long serialVersionUID = 1L;

    ProducerIdNeeded() {
        super(Errors.UNKNOWN_SERVER_ERROR, "A producer id is needed.");
    }
}
