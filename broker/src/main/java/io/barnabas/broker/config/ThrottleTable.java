// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** What can be set only while a broker runs. The columns are explained in {@link ConfigTable}. */
final class ThrottleTable {
    static final ConfigTable TABLE = ConfigTable.parse("Throttles, set only while running", """
            ! One node has nothing to replicate.
            leader.replication.throttled.rate | LONG | (none) | 0.. | medium | cluster-wide
            follower.replication.throttled.rate | LONG | (none) | 0.. | medium | cluster-wide
            replica.alter.log.dirs.io.max.bytes.per.second | LONG | (none) | 0.. | medium | cluster-wide
            """);

    private ThrottleTable() {}
}
