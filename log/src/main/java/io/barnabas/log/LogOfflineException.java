// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.IOException;

/** The log's directory failed earlier, or the log was closed or deleted; clients see {@code KAFKA_STORAGE_ERROR}. */
public final class LogOfflineException extends IOException {
    private static final long serialVersionUID = 1L;

    public LogOfflineException(String message) {
        super(message);
    }
}
