// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import org.jspecify.annotations.Nullable;

/** What was asked for cannot be done: one line for the user, exit code 1. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserError(@Nullable String message) {
        super(message, null, false, false);
    }
}
