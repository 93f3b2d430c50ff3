// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicConfigs;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Images for tests, and how to change and compare them. */
final class Images {
    static final ClusterImage CLUSTER = new ClusterImage(
            "Kcluster0000000000000A",
            1,
            UUID.fromString("11111111-2222-3333-4444-555555555555"),
            UUID.fromString("11111111-2222-3333-4444-555555555555"));

    /** Config rules that take everything and describe nothing. */
    static final TopicConfigRules ANY_CONFIG = new TopicConfigRules() {
        @Override
        public void validate(String topic, Map<String, String> overrides) {}

        @Override
        public List<CreatableTopicConfigs> effective(Map<String, String> overrides) {
            return List.of();
        }
    };

    private Images() {}

    static MetadataImage empty() {
        return apply(
                MetadataImage.empty(CLUSTER),
                List.of(
                        SnapshotRecords.feature(MetadataVersion.FEATURE, MetadataVersion.V4_0_IV3),
                        SnapshotRecords.feature(MetadataVersion.GROUP_VERSION, (short) 1)));
    }

    static MetadataImage apply(MetadataImage image, List<Message> records) {
        MetadataDelta delta = new MetadataDelta(image);
        records.forEach(delta::replay);
        return delta.apply();
    }

    static MetadataImage apply(MetadataImage image, MetadataOperation<?> operation) {
        return apply(image, operation.decide(image).records());
    }

    static CreatableTopic topic(String name, int partitions) {
        return new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor((short) 1);
    }

    static CreateTopics create(CreatableTopic... topics) {
        return new CreateTopics(
                List.of(topics), false, name -> true, MetadataConfig.DEFAULT, ANY_CONFIG, UUID::randomUUID);
    }

    static MetadataImage with(String... topics) {
        List<CreatableTopic> wanted = new ArrayList<>();
        for (String topic : topics) {
            wanted.add(topic(topic, 2));
        }
        return apply(empty(), create(wanted.toArray(CreatableTopic[]::new)));
    }

    static Supplier<UUID> ids(Random random) {
        return () -> new UUID(random.nextLong(), random.nextLong());
    }

    static void assertSameContent(MetadataImage image, MetadataImage expected) {
        sortFeatures(image);
        sortFeatures(expected);
        assertThat(image.features).isEqualTo(expected.features);
        assertThat(image.topicsByName).isEqualTo(expected.topicsByName);
        assertThat(image.topicsById).isEqualTo(expected.topicsById);
        assertThat(image.configs).isEqualTo(expected.configs);
        assertThat(image.brokers).isEqualTo(expected.brokers);
        assertThat(image.controllers).isEqualTo(expected.controllers);
        assertThat(image.kept).isEqualTo(expected.kept);
        assertThat(image.nextProducerId).isEqualTo(expected.nextProducerId);
        assertThat(image.hasUnknownRecords).isEqualTo(expected.hasUnknownRecords);
        for (PersistentMap.Entry<String, TopicInfo> entry : expected.topicsByName) {
            assertThat(image.collidingTopic(entry.key())).isEqualTo(expected.collidingTopic(entry.key()));
        }
    }

    /** Their order says nothing, and Kafka's snapshots have another one than its log. */
    private static void sortFeatures(MetadataImage image) {
        image.brokers.forEach(entry -> entry.value().features().sort(Comparator.comparing(feature -> feature.name())));
        image.controllers.forEach(
                entry -> entry.value().features().sort(Comparator.comparing(feature -> feature.name())));
    }
}
