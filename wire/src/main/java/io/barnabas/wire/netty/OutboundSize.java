// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.channel.MessageSizeEstimator;

/** Sizes of what waits to leave; counts file regions in full, so that a slow reader of large fetches becomes unwritable like any other. */
public final class OutboundSize implements MessageSizeEstimator, MessageSizeEstimator.Handle {
    public static final OutboundSize INSTANCE = new OutboundSize();

    private OutboundSize() {}

    @Override
    public Handle newHandle() {
        return this;
    }

    @Override
    public int size(Object message) {
        if (message instanceof ByteBuf bytes) {
            return bytes.readableBytes();
        }
        return message instanceof FileRegion region ? (int) Math.min(region.count(), Integer.MAX_VALUE) : 0;
    }
}
