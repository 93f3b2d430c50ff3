// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the byte stream of one connection into frames, on the connection's loop.
 *
 * <pre>
 *   length: int32, 8..maxFrameBytes | length bytes
 * </pre>
 *
 * A frame that is wholly in what was read leaves as a slice of it. For one that is not, a buffer of exactly its size is taken once
 * its length is known; what is already here is copied over, and {@link FrameBufferAllocator} lets the transport read the rest
 * straight into it. So no byte is copied twice, and those of a large frame but for its beginning are not copied at all.
 *
 * <p>Before it takes a frame the decoder asks the {@link FrameGate}. A refusal leaves the rest of what was read (one read of the
 * transport at most, as the gate stops reading) unread until {@link #resume()}.
 */
public final class FrameDecoder extends ChannelInboundHandlerAdapter {
    /** Api key, version and correlation id: no request is shorter. */
    public static final int LEAST_FRAME_BYTES = 8;

    private static final int LENGTH_UNKNOWN = -1;
    /** With less than this missing, one more ordinary read serves better: it also brings the frames that follow. */
    private static final int LEAST_DIRECT_READ_BYTES = 32 * 1024;

    private final int maxFrameBytes;
    private final FrameGate gate;
    private final ArrayDeque<ByteBuf> unread = new ArrayDeque<>(2);

    private int lengthBytesSeen;
    private int lengthSoFar;
    private int frameLength = LENGTH_UNKNOWN;
    private @Nullable ByteBuf frameUnderWay;
    private @Nullable ChannelHandlerContext context;
    private boolean decoding;
    private boolean ended;

    public FrameDecoder(int maxFrameBytes, FrameGate gate) {
        this.maxFrameBytes = maxFrameBytes;
        this.gate = gate;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The very buffer we gave, not one with the same bytes.
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        if (ended) {
            bytes.release();
        } else if (bytes == frameUnderWay) {
            bytes.release(); // The transport's reference; ours stays.
            decode(ctx);
        } else {
            unread.add(bytes);
            decode(ctx);
        }
    }

    /** Goes on with what was left unread when the gate refused. */
    public void resume() {
        ChannelHandlerContext ctx = context;
        if (ctx != null && !ended) {
            decode(ctx);
        }
    }

    /** Takes no further frame and lets go of all that was read; also when the connection is yet to be closed. */
    public void end() {
        ended = true;
        if (!decoding) {
            releaseAll();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    /** The buffer of the frame under way, retained, when the transport should read straight into it; else null. */
    @Nullable
    ByteBuf bufferForDirectRead() {
        ByteBuf frame = frameUnderWay;
        return frame != null && unread.isEmpty() && frame.writableBytes() >= LEAST_DIRECT_READ_BYTES
                ? frame.retain()
                : null;
    }

    private void decode(ChannelHandlerContext ctx) {
        if (decoding) {
            return; // A frame's handler resumed us; the loop below goes on by itself.
        }
        decoding = true;
        try {
            while (!ended && step(ctx)) {
                // Each step takes bytes or delivers a frame.
            }
        } finally {
            decoding = false;
            if (ended) {
                releaseAll();
            }
        }
    }

    /** One step forward; false when more bytes or the gate's leave are needed first. */
    private boolean step(ChannelHandlerContext ctx) {
        if (frameUnderWay != null) {
            return fill(ctx, frameUnderWay);
        }
        if (frameLength == LENGTH_UNKNOWN) {
            return readLength();
        }
        if (!gate.admit(frameLength)) {
            return false;
        }
        ByteBuf bytes = nextUnread();
        int length = frameLength;
        frameLength = LENGTH_UNKNOWN;
        if (bytes != null && bytes.readableBytes() >= length) {
            ctx.fireChannelRead(bytes.readRetainedSlice(length));
        } else {
            frameUnderWay = allocate(ctx, length);
        }
        return true;
    }

    private ByteBuf allocate(ChannelHandlerContext ctx, int length) {
        try {
            return ctx.alloc().ioBuffer(length, length);
        } catch (OutOfMemoryError e) {
            gate.abandoned(length);
            throw e;
        }
    }

    private boolean fill(ChannelHandlerContext ctx, ByteBuf frame) {
        ByteBuf bytes = frame.isWritable() ? nextUnread() : null;
        if (bytes != null) {
            frame.writeBytes(bytes, Math.min(bytes.readableBytes(), frame.writableBytes()));
        }
        if (frame.isWritable()) {
            return bytes != null;
        }
        frameUnderWay = null;
        ctx.fireChannelRead(frame);
        return true;
    }

    private boolean readLength() {
        ByteBuf bytes = nextUnread();
        if (bytes == null) {
            return false;
        }
        if (lengthBytesSeen == 0 && bytes.readableBytes() >= Integer.BYTES) {
            return lengthIs(bytes.readInt());
        }
        lengthSoFar = lengthSoFar << Byte.SIZE | bytes.readUnsignedByte();
        if (++lengthBytesSeen == Integer.BYTES) {
            int length = lengthSoFar;
            lengthBytesSeen = 0;
            lengthSoFar = 0;
            return lengthIs(length);
        }
        return true;
    }

    private boolean lengthIs(int length) {
        if (length < LEAST_FRAME_BYTES || length > maxFrameBytes) {
            ended = true;
            gate.badFrame("frame length " + length + " is not between " + LEAST_FRAME_BYTES + " and " + maxFrameBytes);
            return false;
        }
        frameLength = length;
        return true;
    }

    private @Nullable ByteBuf nextUnread() {
        ByteBuf bytes = unread.peek();
        while (bytes != null && !bytes.isReadable()) {
            unread.remove().release();
            bytes = unread.peek();
        }
        return bytes;
    }

    private void releaseAll() {
        for (ByteBuf bytes = unread.poll(); bytes != null; bytes = unread.poll()) {
            bytes.release();
        }
        ByteBuf frame = frameUnderWay;
        if (frame != null) {
            frameUnderWay = null;
            gate.abandoned(frame.capacity());
            frame.release();
        }
    }
}
