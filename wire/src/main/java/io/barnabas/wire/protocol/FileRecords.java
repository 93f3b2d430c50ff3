// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import java.nio.channels.FileChannel;

/**
 * Record batches in a file; they leave for the socket without passing through our memory.
 *
 * @param channel the open file
 * @param position where the batches begin, in bytes from the start of the file
 * @param sizeInBytes how many bytes they are
 */
public record FileRecords(FileChannel channel, long position, int sizeInBytes) implements Records {

    @Override
    public String toString() {
        return sizeInBytes + " bytes in a file at " + position;
    }
}
