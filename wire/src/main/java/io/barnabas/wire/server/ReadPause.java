// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

/** Why a connection is not read. */
enum ReadPause {
    /** The connection has as many unanswered requests, or bytes of them, as it may. */
    OWN_BOUND,
    /** All connections together have. */
    TOTAL_BOUND,
    /** The client does not take its answers. */
    SLOW_READER,
    /** The server stops. */
    STOPPING
}
