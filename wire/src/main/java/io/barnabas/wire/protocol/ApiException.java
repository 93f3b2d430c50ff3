// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

/**
 * An expected failure on its way to the client, thrown deep inside an operation and caught only where answers are made.
 * Carries no stack trace, since it is an answer and not a bug.
 */
public class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Errors error;

    /** The error with its usual text. */
    public ApiException(Errors error) {
        this(error, error.message());
    }

    /** The error with a text that says what was expected and what came. */
    public ApiException(Errors error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /** What the client is told. */
    public Errors error() {
        return error;
    }

    /** The text for the client, never null. */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? error.message() : message;
    }
}
