// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

/** A frame that is no request the server can read; its connection has to be closed. */
final class InvalidRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidRequestException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
