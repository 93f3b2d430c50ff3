// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.ConfigRecord;
import io.barnabas.broker.metadata.record.FeatureLevelRecord;
import io.barnabas.broker.metadata.record.ProducerIdsRecord;
import io.barnabas.broker.metadata.record.RegisterBrokerRecord;
import io.barnabas.broker.metadata.record.RegisterControllerRecord;
import io.barnabas.broker.metadata.record.TopicRecord;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The shortest list of records that replays to an image: {@code metadata.version} first, since it decides how the rest is read,
 * then what Kafka's own snapshots hold, in their order.
 */
final class SnapshotRecords {
    private SnapshotRecords() {}

    /** @throws IllegalStateException when the image came from records that are not understood, which must stay in the log */
    static void write(MetadataImage image, Consumer<Message> out) {
        if (image.hasUnknownRecords) {
            throw new IllegalStateException("The metadata log has records that are newer than this broker");
        }
        writeFeatures(image, out);
        for (PersistentMap.Entry<Integer, RegisterControllerRecord> entry : image.controllers) {
            out.accept(entry.value());
        }
        for (PersistentMap.Entry<Integer, RegisterBrokerRecord> entry : image.brokers) {
            out.accept(entry.value());
        }
        writeTopics(image, out);
        for (PersistentMap.Entry<ConfigResource, Map<String, String>> entry : image.configs) {
            writeConfig(entry.key(), entry.value(), out);
        }
        for (PersistentMap.Entry<KeptRecord.Key, Message> entry : image.kept) {
            out.accept(entry.value());
        }
        if (image.nextProducerId > 0) {
            // As in Kafka's snapshots, who took the last block is not kept.
            out.accept(
                    new ProducerIdsRecord().setBrokerId(-1).setBrokerEpoch(-1).setNextProducerId(image.nextProducerId));
        }
    }

    static List<Message> of(MetadataImage image) {
        List<Message> records = new ArrayList<>();
        write(image, records::add);
        return records;
    }

    private static void writeFeatures(MetadataImage image, Consumer<Message> out) {
        out.accept(feature(MetadataVersion.FEATURE, image.metadataVersion()));
        image.finalizedFeatures().forEach((name, level) -> {
            if (!name.equals(MetadataVersion.FEATURE)) {
                out.accept(feature(name, level));
            }
        });
    }

    private static void writeTopics(MetadataImage image, Consumer<Message> out) {
        short version = RecordVersions.partition(image.metadataVersion());
        for (PersistentMap.Entry<String, TopicInfo> entry : image.topicsByName) {
            TopicInfo topic = entry.value();
            out.accept(new TopicRecord().setName(topic.name()).setTopicId(topic.id()));
            for (PartitionInfo partition : topic.partitions()) {
                out.accept(PartitionRecords.of(topic.id(), partition, version));
            }
        }
    }

    private static void writeConfig(ConfigResource resource, Map<String, String> entries, Consumer<Message> out) {
        new TreeMap<>(entries)
                .forEach((name, value) -> out.accept(new ConfigRecord()
                        .setResourceType(resource.type().code())
                        .setResourceName(resource.name())
                        .setName(name)
                        .setValue(value)));
    }

    static FeatureLevelRecord feature(String name, short level) {
        return new FeatureLevelRecord().setName(name).setFeatureLevel(level);
    }
}
