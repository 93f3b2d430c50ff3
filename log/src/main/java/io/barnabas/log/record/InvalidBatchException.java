// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.util.List;

/** A batch that must not be appended. It is the writer's fault, not the disk's; nothing was changed. Carries no stack trace. */
public final class InvalidBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AppendError error;
    private final transient List<RecordError> recordErrors;

    public InvalidBatchException(AppendError error, String message) {
        this(error, message, List.of());
    }

    public InvalidBatchException(AppendError error, String message, List<RecordError> recordErrors) {
        super(message, null, false, false);
        this.error = error;
        this.recordErrors = List.copyOf(recordErrors);
    }

    public AppendError error() {
        return error;
    }

    /** The single records at fault, where single records are. */
    public List<RecordError> recordErrors() {
        return recordErrors;
    }
}
