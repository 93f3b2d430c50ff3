// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

/** A message holds something that the version asked for cannot carry. */
public final class UnsupportedVersionException extends ApiException {

    private static final long serialVersionUID = 1L;

    /** The text says what cannot be carried. */
    public UnsupportedVersionException(String message) {
        super(Errors.UNSUPPORTED_VERSION, message);
    }

    /** A field that is not to be lost silently has a value other than its default. */
    public static UnsupportedVersionException field(String field, short version) {
        return new UnsupportedVersionException(
                "Attempted to write a non-default " + field + " at version " + version + ", which lacks it");
    }

    /** Tagged fields were set for a version from before there were any. */
    public static UnsupportedVersionException taggedFields(short version) {
        return new UnsupportedVersionException("Tagged fields were set, but version " + version + " cannot carry them");
    }
}
