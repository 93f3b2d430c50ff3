// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Gives the transport of one connection the buffer to read into: that of the large frame under way, else one that adapts to the
 * traffic. Only for a connection whose bytes reach the {@link FrameDecoder} as they were read (no TLS in between).
 */
public final class FrameBufferAllocator implements RecvByteBufAllocator {
    private static final int LEAST_BYTES = 512;
    private static final int FIRST_BYTES = 2048;
    private static final int MOST_BYTES = 64 * 1024;
    private static final RecvByteBufAllocator ADAPTIVE =
            new AdaptiveRecvByteBufAllocator(LEAST_BYTES, FIRST_BYTES, MOST_BYTES);

    private final FrameDecoder decoder;

    public FrameBufferAllocator(FrameDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    @SuppressWarnings("deprecation") // The interface's own method; there is no other.
    public ExtendedHandle newHandle() {
        return new FrameHandle((ExtendedHandle) ADAPTIVE.newHandle(), decoder);
    }

    @SuppressWarnings("deprecation") // The transports want an ExtendedHandle; there is no other.
    private static final class FrameHandle implements ExtendedHandle {
        private final ExtendedHandle adaptive;
        private final FrameDecoder decoder;

        FrameHandle(ExtendedHandle adaptive, FrameDecoder decoder) {
            this.adaptive = adaptive;
            this.decoder = decoder;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            ByteBuf frame = decoder.bufferForDirectRead();
            return frame != null ? frame : adaptive.allocate(allocator);
        }

        @Override
        public int guess() {
            return adaptive.guess();
        }

        @Override
        public void reset(ChannelConfig config) {
            adaptive.reset(config);
        }

        @Override
        public void incMessagesRead(int messages) {
            adaptive.incMessagesRead(messages);
        }

        @Override
        public void lastBytesRead(int bytes) {
            adaptive.lastBytesRead(bytes);
        }

        @Override
        public int lastBytesRead() {
            return adaptive.lastBytesRead();
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            adaptive.attemptedBytesRead(bytes);
        }

        @Override
        public int attemptedBytesRead() {
            return adaptive.attemptedBytesRead();
        }

        @Override
        public boolean continueReading() {
            return adaptive.continueReading();
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return adaptive.continueReading(maybeMoreData);
        }

        @Override
        public void readComplete() {
            adaptive.readComplete();
        }
    }
}
