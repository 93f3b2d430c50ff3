// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.MetadataRecordType;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.InvalidMessageException;
import io.barnabas.wire.protocol.RecordMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a metadata record stands in the value of a log record:
 *
 * <pre>uvarint frameVersion = 1   uvarint recordType   uvarint recordVersion   body</pre>
 */
final class RecordFrame {
    private static final int VERSION = 1;

    /** Three unsigned varints of numbers that fit 15 bits. */
    private static final int MAX_HEADER_SIZE = 1 + 3 + 3;

    private RecordFrame() {}

    static ByteBuffer encode(RecordMessage record, short version) {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_HEADER_SIZE + record.size(version));
        ByteBufferWritable out = new ByteBufferWritable(buffer);
        out.writeUnsignedVarint(VERSION);
        out.writeUnsignedVarint(record.recordType());
        out.writeUnsignedVarint(version);
        record.write(out, version);
        return buffer.flip();
    }

    /**
     * Null when the type or the version of the record is newer than we are.
     *
     * @throws InvalidMessageException when the bytes are not such a record
     */
    static @Nullable RecordMessage decode(ByteBuffer value) {
        ByteBufferReadable in = new ByteBufferReadable(value);
        int frameVersion = in.readUnsignedVarint();
        if (frameVersion != VERSION) {
            throw new InvalidMessageException("Frame version " + frameVersion + " of a metadata record is not known");
        }
        int type = in.readUnsignedVarint();
        int version = in.readUnsignedVarint();
        MetadataRecordType known = type > Short.MAX_VALUE ? null : MetadataRecordType.forId((short) type);
        if (known == null) {
            return null;
        }
        RecordMessage record = known.newRecord();
        if (version > record.highestSupportedVersion()) {
            return null;
        }
        record.read(in, (short) version);
        return record;
    }
}
