// SPDX-License-Identifier: Apache-2.0
/** The socket server: listeners, connections, and requests handed to the broker one by one. */
@NullMarked
package io.barnabas.wire.server;

import org.jspecify.annotations.NullMarked;
