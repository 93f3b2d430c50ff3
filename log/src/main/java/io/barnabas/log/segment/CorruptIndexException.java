// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.io.IOException;

/** An index file that cannot be what was written; it is thrown away and rebuilt from the record file. */
public final class CorruptIndexException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptIndexException(String message) {
        super(message);
    }
}
