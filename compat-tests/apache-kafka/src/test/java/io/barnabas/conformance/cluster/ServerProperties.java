// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.test.JaasUtils;
import org.apache.kafka.common.test.api.ClusterConfig;

/**
 * The server properties of a test's cluster, as Kafka's test kit sets them, for one node. A test that asks for several
 * brokers gets one, and what it says of replicas is brought down to that.
 */
final class ServerProperties {
    private static final Set<String> REPLICAS = Set.of(
            "default.replication.factor",
            "min.insync.replicas",
            "offsets.topic.replication.factor",
            "share.coordinator.state.topic.min.isr",
            "share.coordinator.state.topic.replication.factor",
            "transaction.state.log.min.isr",
            "transaction.state.log.replication.factor");

    private ServerProperties() {}

    static Map<String, String> of(ClusterConfig config, int nodeId, int port, int controllerPort, String logDirs) {
        var properties = new TreeMap<String, String>();
        var client = config.brokerListenerName().value();
        var controller = config.controllerListenerName().value();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(nodeId));
        properties.put("log.dirs", logDirs);
        properties.put(
                "listeners", client + "://localhost:" + port + "," + controller + "://localhost:" + controllerPort);
        properties.put("advertised.listeners", properties.get("listeners"));
        properties.put("inter.broker.listener.name", client);
        properties.put("controller.listener.names", controller);
        properties.put(
                "listener.security.protocol.map",
                client + ":" + config.brokerSecurityProtocol() + "," + controller + ":"
                        + config.controllerSecurityProtocol());
        if (config.standalone()) {
            properties.put("controller.quorum.bootstrap.servers", "localhost:" + controllerPort);
        } else {
            properties.put("controller.quorum.voters", nodeId + "@localhost:" + controllerPort);
        }
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("unstable.feature.versions.enable", "true");
        properties.put("unstable.api.versions.enable", "false");
        secure(properties, config);
        if (config.numBrokers() > 1) {
            REPLICAS.forEach(name -> properties.put(name, "1"));
        }
        properties.putAll(config.serverProperties());
        properties.putAll(config.perServerOverrideProperties().getOrDefault(nodeId, Map.of()));
        if (config.numBrokers() > 1) {
            REPLICAS.forEach(name -> properties.put(name, "1"));
        }
        return properties;
    }

    private static void secure(Map<String, String> properties, ClusterConfig config) {
        if (config.brokerSecurityProtocol() != SecurityProtocol.SASL_PLAINTEXT) {
            return;
        }
        properties.put("sasl.enabled.mechanisms", "PLAIN");
        properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        properties.put("sasl.mechanism.controller.protocol", "PLAIN");
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("allow.everyone.if.no.acl.found", "false");
        properties.put("super.users", "User:" + JaasUtils.KAFKA_PLAIN_ADMIN);
        var logins = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                + JaasUtils.KAFKA_PLAIN_ADMIN + "\" password=\"" + JaasUtils.KAFKA_PLAIN_ADMIN_PASSWORD + "\" user_"
                + JaasUtils.KAFKA_PLAIN_ADMIN + "=\"" + JaasUtils.KAFKA_PLAIN_ADMIN_PASSWORD + "\" user_"
                + JaasUtils.KAFKA_PLAIN_USER1 + "=\"" + JaasUtils.KAFKA_PLAIN_USER1_PASSWORD + "\";";
        for (var listener : Set.of(config.brokerListenerName(), config.controllerListenerName())) {
            properties.put(
                    "listener.name." + listener.value().toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config", logins);
        }
    }
}
