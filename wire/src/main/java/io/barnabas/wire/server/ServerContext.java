// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

/** What all connections of a server share. Immutable but for the counters in the budget and the limits. */
record ServerContext(
        SocketConfig config,
        RequestDecoder requestDecoder,
        RequestSink sink,
        InFlightBudget budget,
        ConnectionLimits limits) {}
