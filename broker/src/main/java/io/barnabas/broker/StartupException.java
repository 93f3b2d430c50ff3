// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

/** A mistake of the user's making that keeps the broker from starting: one clear line, no stack trace, exit code 1. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message is what the user sees: what was set, what was expected. */
    public StartupException(String message) {
        super(message, null, false, false);
    }
}
