// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import io.barnabas.wire.protocol.ApiMessage;
import io.netty.channel.Channel;

/**
 * Writes responses to a channel.
 *
 * <pre>
 *   length: int32 | correlation id: int32 | [no tagged fields: 0, from header version 1 on] | body
 * </pre>
 *
 * The length is patched in at the end, so that a response need not be measured before it is written.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write or close that fails ends the channel, which is seen there.
public final class ResponseEncoder {
    private static final int FIRST_BUFFER_BYTES = 256;

    private final int sendfileMinBytes;

    public ResponseEncoder(int sendfileMinBytes) {
        this.sendfileMinBytes = sendfileMinBytes;
    }

    /** Writes without flushing; on the channel's loop. Nothing is written when it throws. */
    public void write(Channel channel, int correlationId, short headerVersion, ApiMessage response, short version) {
        var out = new ByteBufWritable(channel.alloc().ioBuffer(FIRST_BUFFER_BYTES), sendfileMinBytes);
        try {
            out.writeInt(0);
            out.writeInt(correlationId);
            if (headerVersion > 0) {
                out.writeByte((byte) 0);
            }
            response.write(out, version);
            out.setInt(0, Math.toIntExact(out.sizeInBytes() - Integer.BYTES));
        } catch (RuntimeException | Error e) {
            out.discard();
            throw e;
        }
        out.drainTo(piece -> channel.write(piece, channel.voidPromise()));
    }
}
