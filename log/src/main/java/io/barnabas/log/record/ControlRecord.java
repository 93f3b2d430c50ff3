// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;

/** The key of a record in a control batch: {@code i16 version, i16 type}. Types 0 and 1 end transactions, 2 to 6 are KRaft's. */
public final class ControlRecord {
    private static final int KEY_BYTES = 4;

    private ControlRecord() {}

    /** A key of version 0. */
    public static ByteBuffer key(short type) {
        return ByteBuffer.allocate(KEY_BYTES).putShort((short) 0).putShort(type).flip();
    }

    /** What the record says. Throws {@link CorruptRecordException} if its key is not one of a control record. */
    public static short typeOf(Record record) {
        ByteBuffer key = record.key();
        if (key == null || key.remaining() < KEY_BYTES) {
            throw new CorruptRecordException("Control record at offset " + record.offset() + " has no valid key");
        }
        short version = key.getShort();
        if (version < 0) {
            throw new CorruptRecordException(
                    "Control record at offset " + record.offset() + " has key version " + version);
        }
        return key.getShort();
    }
}
