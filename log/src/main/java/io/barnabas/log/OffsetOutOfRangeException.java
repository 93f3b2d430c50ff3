// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

/** The offset asked for lies below the log start or above the bound of the read. */
public final class OffsetOutOfRangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OffsetOutOfRangeException(String message) {
        super(message, null, false, false);
    }
}
