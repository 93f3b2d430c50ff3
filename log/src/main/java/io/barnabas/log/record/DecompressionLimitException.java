// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

/** A batch whose records grow beyond what we are willing to decompress. */
public final class DecompressionLimitException extends CorruptRecordException {
    private static final long serialVersionUID = 1L;

    DecompressionLimitException(long limitBytes) {
        super("Records of the batch decompress to more than " + limitBytes + " bytes");
    }
}
