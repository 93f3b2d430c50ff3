// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

/** The metadata log or its directory cannot be used as it is. The message is meant for an operator. */
public final class MetadataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MetadataException(String message) {
        super(message);
    }

    public MetadataException(String message, Throwable cause) {
        super(message, cause);
    }
}
