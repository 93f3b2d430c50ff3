// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import java.io.IOException;

/** A producer snapshot that is damaged: delete it and fall back to an older one. */
public final class CorruptSnapshotException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptSnapshotException(String message) {
        super(message);
    }
}
