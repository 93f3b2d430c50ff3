// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import java.net.BindException;

/** Another process listens on the port already. */
public final class PortTakenException extends BindException {
    private static final long serialVersionUID = 1L;

    PortTakenException(String message) {
        super(message);
    }
}
