// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features that were raised in front of Barnabas are what Kafka finds, and the other way round: also those that change the log itself. */
final class FeaturesGraduationIT {
    private static final String VOTERS = "__cluster_metadata-0/00000000000000000000-0000000000.checkpoint";

    @TempDir
    Path temp;

    @Test
    void shouldHandOverFeaturesAndVoters() throws Exception {
        var data = Files.createDirectories(temp.resolve("broker")).resolve("data");
        BrokerKind.BARNABAS.start(data, Map.of()).close();
        // What is left is as with static voters, kraft.version 0.
        Files.delete(data.resolve(VOTERS));
        String topic;

        try (var broker = BrokerKind.BARNABAS.start(data, Map.of())) {
            assertThat(levels(broker)).doesNotContainKey("kraft.version");
            assertThat(directoryOfVoter(broker)).isEqualTo(Uuid.ZERO_UUID);
            raise(broker, Map.of("kraft.version", 1, "metadata.version", 30));
            raise(broker, Map.of("eligible.leader.replicas.version", 1));
            topic = Clients.createTopic(broker.bootstrap(), "of-ours", 2);
            Clients.fill(broker.bootstrap(), topic, 0, 10);
        }

        try (var kafka = BrokerKind.KAFKA.start(data, Map.of())) {
            assertThat(levels(kafka))
                    .containsEntry("kraft.version", 1)
                    .containsEntry("metadata.version", 30)
                    .containsEntry("eligible.leader.replicas.version", 1);
            assertThat(directoryOfVoter(kafka)).isNotEqualTo(Uuid.ZERO_UUID);
            assertThat(Clients.readAll(kafka.bootstrap(), topic)).hasSize(10);
            change(kafka, Map.of("transaction.version", 1), UpgradeType.SAFE_DOWNGRADE);
            Clients.fill(kafka.bootstrap(), topic, 0, 10);
        }

        try (var broker = BrokerKind.BARNABAS.start(data, Map.of())) {
            assertThat(levels(broker)).containsEntry("kraft.version", 1).containsEntry("transaction.version", 1);
            assertThat(directoryOfVoter(broker)).isNotEqualTo(Uuid.ZERO_UUID);
            assertThat(Clients.readAll(broker.bootstrap(), topic)).hasSize(20);
        }
    }

    private static Map<String, Integer> levels(Broker broker) {
        try (var admin = Clients.admin(broker.bootstrap())) {
            var levels = new TreeMap<String, Integer>();
            get(admin.describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .forEach((feature, level) -> levels.put(feature, (int) level.maxVersionLevel()));
            return levels;
        }
    }

    private static Uuid directoryOfVoter(Broker broker) {
        try (var admin = Clients.admin(broker.bootstrap())) {
            var voters = get(admin.describeMetadataQuorum().quorumInfo()).voters();
            assertThat(voters).hasSize(1);
            return List.copyOf(voters).get(0).replicaDirectoryId();
        }
    }

    private static void raise(Broker broker, Map<String, Integer> levels) {
        change(broker, levels, UpgradeType.UPGRADE);
    }

    private static void change(Broker broker, Map<String, Integer> levels, UpgradeType type) {
        var updates = new TreeMap<String, FeatureUpdate>();
        levels.forEach((feature, level) -> updates.put(feature, new FeatureUpdate(level.shortValue(), type)));
        try (var admin = Clients.admin(broker.bootstrap())) {
            get(admin.updateFeatures(updates, new UpdateFeaturesOptions()).all());
        }
    }
}
