// SPDX-License-Identifier: Apache-2.0
/** Frames in, frames out: the wire protocol's bytes on Netty's buffers and file regions. */
@NullMarked
package io.barnabas.wire.netty;

import org.jspecify.annotations.NullMarked;
