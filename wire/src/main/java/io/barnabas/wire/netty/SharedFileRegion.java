// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import io.netty.channel.DefaultFileRegion;
import java.nio.channels.FileChannel;

/** A slice of a file on its way to a socket by sendfile. The file is shared with its log, so letting go of the region never closes it. */
final class SharedFileRegion extends DefaultFileRegion {
    SharedFileRegion(FileChannel channel, long position, long sizeInBytes) {
        super(channel, position, sizeInBytes);
    }

    @Override
    protected void deallocate() {
        // Nothing to free: the channel belongs to the segment.
    }
}
