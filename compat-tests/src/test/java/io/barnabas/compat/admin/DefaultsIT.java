// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Asks a real Kafka what the defaults are. */
final class DefaultsIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own();

    @TempDir
    static Path directory;

    @Test
    void shouldHaveKafkasConfigsWithKafkasDefaults() {
        try (var kafka = BrokerKind.KAFKA.start(directory.resolve("kafka"), Map.of())) {
            assertThat(topicConfigs(BROKER.bootstrap())).isEqualTo(topicConfigs(kafka.bootstrap()));

            var ours = brokerConfigs(BROKER.bootstrap());
            var theirs = brokerConfigs(kafka.bootstrap());
            // Unlike Kafka, Barnabas keeps its data in ./data when not told where.
            ours.remove("log.dir");
            // What is not supported is not shown, and what either was told to do may differ.
            theirs.keySet().retainAll(ours.keySet());
            ours.keySet().retainAll(theirs.keySet());
            assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(50);
        }
    }

    private static Map<String, String> topicConfigs(String bootstrap) {
        var topic = createTopic(bootstrap, "defaults", 1);
        return describe(bootstrap, new ConfigResource(ConfigResource.Type.TOPIC, topic));
    }

    private static Map<String, String> brokerConfigs(String bootstrap) {
        return describe(bootstrap, new ConfigResource(ConfigResource.Type.BROKER, "1"));
    }

    /** Name, to everything else that a client is told of it. */
    private static Map<String, String> describe(String bootstrap, ConfigResource resource) {
        var described = new TreeMap<String, String>();
        try (var admin = Clients.admin(bootstrap)) {
            var options = new DescribeConfigsOptions().includeSynonyms(true);
            for (var entry : get(admin.describeConfigs(List.of(resource), options)
                            .all())
                    .get(resource)
                    .entries()) {
                if (entry.source() == ConfigSource.DEFAULT_CONFIG) {
                    described.put(entry.name(), text(entry));
                }
            }
        }
        return described;
    }

    private static String text(ConfigEntry entry) {
        return entry.value() + " " + entry.type() + (entry.isReadOnly() ? " read-only" : "")
                + (entry.isSensitive() ? " sensitive" : "") + " " + entry.synonyms();
    }
}
