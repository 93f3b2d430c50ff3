// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

/** Record batches as opaque bytes: the protocol moves them and never looks inside. */
public sealed interface Records permits ByteBufferRecords, FileRecords {

    /** How many bytes they are. */
    int sizeInBytes();
}
