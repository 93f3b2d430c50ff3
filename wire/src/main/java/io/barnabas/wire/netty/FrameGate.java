// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

/** Decides whether a connection may take one more frame now; asked before anything is allocated for it. */
public interface FrameGate {
    /**
     * Whether the frame may be taken. When not, the decoder keeps what it has and waits for {@link FrameDecoder#resume()}.
     *
     * @param sizeInBytes what follows the frame's length field
     */
    boolean admit(int sizeInBytes);

    /** An admitted frame was given up before it was complete, because the connection ended. */
    void abandoned(int sizeInBytes);

    /** The bytes are no frame; the connection has to be closed. */
    void badFrame(String reason);
}
