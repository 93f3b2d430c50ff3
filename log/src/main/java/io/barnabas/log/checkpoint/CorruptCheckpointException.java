// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

import java.io.IOException;

/** A checkpoint file whose text is not what its format says. */
public final class CorruptCheckpointException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptCheckpointException(String message) {
        super(message);
    }
}
