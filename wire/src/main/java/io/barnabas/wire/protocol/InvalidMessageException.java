// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

/**
 * Bytes that are not the message they claim to be. Whoever sent them cannot be answered sensibly, so the connection is
 * closed. Carries no stack trace: an attacker must not be able to make us fill them in.
 */
public final class InvalidMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Made where the bytes disagree with the schema; the text says how. */
    public InvalidMessageException(String message) {
        super(message, null, false, false);
    }

    /** More bytes were announced or needed than there are. */
    static InvalidMessageException tooShort(long needed, int remaining) {
        return new InvalidMessageException(needed + " bytes needed, " + remaining + " remain");
    }
}
