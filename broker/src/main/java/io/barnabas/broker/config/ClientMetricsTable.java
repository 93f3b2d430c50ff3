// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** What can be set for one subscription to client metrics (KIP-714). The columns are explained in {@link ConfigTable}. */
final class ClientMetricsTable {
    static final ConfigTable TABLE = ConfigTable.parse("Client metrics", """
            interval.ms | INT | 300000 | * | medium
                How often clients push their metrics.
            match | LIST |  | * | medium
                Which clients are asked, by patterns on their attributes.
            metrics | LIST |  | * | medium
                Prefixes of the metrics asked for; empty means none, * all.
            """);

    private ClientMetricsTable() {}
}
