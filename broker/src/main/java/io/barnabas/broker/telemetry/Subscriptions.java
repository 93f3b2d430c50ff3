// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * All subscriptions at one time.
 *
 * @param version rises with each change, so that clients are asked anew
 */
record Subscriptions(int version, List<Subscription> all) {
    /**
     * What a client is to push: all that the subscriptions which match it ask for, as often as the most eager of them does.
     *
     * @param id stands for the rest, and differs between clients, as Kafka computes it
     */
    record Wanted(int version, int id, int intervalMs, List<String> metrics) {}

    Wanted wantedOf(ClientAttributes client) {
        Set<String> metrics = new HashSet<>();
        int intervalMs = Subscription.DEFAULT_INTERVAL_MS;
        for (Subscription subscription : all) {
            if (subscription.matches(client)) {
                metrics.addAll(subscription.metrics());
                intervalMs = Math.min(intervalMs, subscription.intervalMs());
            }
        }
        if (metrics.contains(Subscription.ALL)) {
            metrics = Set.of(Subscription.ALL);
        }
        return new Wanted(version, id(metrics, intervalMs, client.instanceId()), intervalMs, List.copyOf(metrics));
    }

    private static int id(Collection<String> metrics, int intervalMs, UUID instanceId) {
        CRC32C crc = new CRC32C();
        crc.update((metrics.toString() + intervalMs).getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue() ^ instanceId.hashCode();
    }
}
