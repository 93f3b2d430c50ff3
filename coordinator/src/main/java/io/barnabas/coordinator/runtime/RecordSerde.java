// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns the records of one coordinator into bytes and back. Without state: any thread may call it. */
public interface RecordSerde {

    /** Whether a record says all there is to say of its key, so that those before it need not be replayed. */
    boolean lastOfKeyCounts();

    byte[] keyBytes(CoordinatorRecord record);

    /** The bytes of the value, or null for a tombstone. */
    byte @Nullable [] valueBytes(CoordinatorRecord record);

    /**
     * Decodes a record, or gives null for a type this version does not know.
     *
     * @throws io.barnabas.wire.protocol.InvalidMessageException when the bytes are not what their type says
     */
    @Nullable
    CoordinatorRecord read(ByteBuffer key, @Nullable ByteBuffer value);
}
