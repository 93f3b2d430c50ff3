// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import java.nio.ByteBuffer;

/**
 * Record batches in memory, from the buffer's position to its limit. In a request they are a slice of the received frame and
 * valid until the request is answered; whoever reads them works on a duplicate.
 *
 * @param buffer the batches
 */
public record ByteBufferRecords(ByteBuffer buffer) implements Records {

    @Override
    public int sizeInBytes() {
        return buffer.remaining();
    }

    @Override
    public String toString() {
        return sizeInBytes() + " bytes";
    }
}
