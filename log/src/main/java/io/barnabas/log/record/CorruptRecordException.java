// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import org.jspecify.annotations.Nullable;

/** Bytes that are no valid record batch. Whoever reads the log decides what it means: recovery cuts there. No stack trace. */
public class CorruptRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorruptRecordException(String message) {
        this(message, null);
    }

    public CorruptRecordException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
