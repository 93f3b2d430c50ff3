// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

/** A message set of the old formats, magic 0 or 1, which are neither appended nor read. */
public final class UnsupportedMagicException extends CorruptRecordException {
    private static final long serialVersionUID = 1L;

    private final byte magic;

    UnsupportedMagicException(byte magic) {
        super("Record batch has magic " + magic + ", only magic " + RecordBatch.MAGIC + " is supported");
        this.magic = magic;
    }

    public byte magic() {
        return magic;
    }
}
