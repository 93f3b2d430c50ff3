// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.Set;

/** Properties that older releases of Kafka had: a file that was written for one of them still starts. */
final class RemovedProperties {
    private static final Set<String> NAMES = Set.of(
            "broker.id.generation.enable",
            "reserved.broker.max.id",
            "control.plane.listener.name",
            "controlled.shutdown.max.retries",
            "controlled.shutdown.retry.backoff.ms",
            "inter.broker.protocol.version",
            "leader.imbalance.per.broker.percentage",
            "log.message.downconversion.enable",
            "log.message.format.version",
            "log.message.timestamp.difference.max.ms",
            "offsets.commit.required.acks",
            "group.coordinator.new.enable",
            "group.share.enable",
            "group.share.max.groups",
            "zookeeper.connect",
            "zookeeper.connection.timeout.ms",
            "zookeeper.session.timeout.ms",
            "zookeeper.max.in.flight.requests",
            "zookeeper.metadata.migration.enable",
            "zookeeper.set.acl",
            "zookeeper.ssl.client.enable",
            "zookeeper.clientCnxnSocket",
            "password.encoder.secret",
            "password.encoder.old.secret",
            "password.encoder.keyfactory.algorithm",
            "password.encoder.cipher.algorithm",
            "password.encoder.key.length",
            "password.encoder.iterations",
            "auto.include.jmx.reporter",
            "advertised.host.name",
            "advertised.port",
            "host.name",
            "port",
            "replication.quota.throttle",
            "sasl.oauthbearer.header.urlencode");

    private RemovedProperties() {}

    static boolean contains(String name) {
        return NAMES.contains(name) || name.startsWith("zookeeper.ssl.");
    }
}
