// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.ClientQuotaRecord;
import io.barnabas.broker.metadata.record.RegisterBrokerRecord;
import io.barnabas.broker.metadata.record.RemoveUserScramCredentialRecord;
import io.barnabas.broker.metadata.record.UserScramCredentialRecord;
import io.barnabas.wire.message.CreatePartitionsRequest.CreatePartitionsTopic;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopicConfig;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Makes one change after the other that could have happened, the same ones for the same seed. */
final class RandomHistory {
    private final Random random;

    RandomHistory(Random random) {
        this.random = random;
    }

    MetadataOperation<?> operation(MetadataImage image) {
        List<TopicInfo> topics = topics(image);
        TopicInfo some = topics.isEmpty() ? null : topics.get(random.nextInt(topics.size()));
        int dice = random.nextInt(10);
        if (some == null || dice < 4) {
            var topic = Images.topic("topic." + random.nextInt(60), 1 + random.nextInt(5));
            topic.configs()
                    .add(new CreatableTopicConfig().setName("retention.ms").setValue("" + random.nextInt(9)));
            return new CreateTopics(
                    List.of(topic), false, name -> true, MetadataConfig.DEFAULT, Images.ANY_CONFIG, Images.ids(random));
        }
        return switch (dice) {
            case 4 -> new DeleteTopics(List.of(some.id()));
            case 5 ->
                new CreatePartitions(
                        List.of(new CreatePartitionsTopic()
                                .setName(some.name())
                                .setCount(some.partitions().size() + random.nextInt(3))
                                .setAssignments(null)),
                        false);
            case 6 -> LeaderEpochs.raise(some.id(), 0, random.nextInt(9));
            case 7 -> new AllocateProducerIds(0);
            default -> new AlterConfigs(Map.of(resource(some), this::changed), false);
        };
    }

    /** Also makes changes that only Kafka makes. */
    List<Message> next(MetadataImage image) {
        int dice = random.nextInt(8);
        if (dice == 0) {
            return List.of(new UserScramCredentialRecord()
                    .setName("user" + random.nextInt(3))
                    .setMechanism((byte) 1)
                    .setSalt(new byte[] {1})
                    .setStoredKey(new byte[] {2})
                    .setServerKey(new byte[] {3})
                    .setIterations(random.nextInt(9)));
        }
        if (dice == 1) {
            return List.of(new RemoveUserScramCredentialRecord()
                    .setName("user" + random.nextInt(3))
                    .setMechanism((byte) 1));
        }
        if (dice == 2) {
            var user = new ClientQuotaRecord.EntityData()
                    .setEntityType("user")
                    .setEntityName(random.nextBoolean() ? null : "u");
            return List.of(new ClientQuotaRecord()
                    .setEntity(List.of(user))
                    .setKey("producer_byte_rate")
                    .setValue(random.nextInt(9))
                    .setRemove(random.nextInt(3) == 0));
        }
        if (dice == 3) {
            return List.of(new RegisterBrokerRecord()
                    .setBrokerId(1)
                    .setIncarnationId(new UUID(random.nextLong(), 5))
                    .setBrokerEpoch(random.nextInt(100))
                    .setRack(null)
                    .setLogDirs(List.of(Images.CLUSTER.directoryId())));
        }
        return operation(image).decide(image).records();
    }

    private ConfigResource resource(TopicInfo topic) {
        return switch (random.nextInt(4)) {
            case 0 -> ConfigResource.DEFAULT_BROKER;
            case 1 -> ConfigResource.broker(1);
            case 2 -> ConfigResource.group("g" + random.nextInt(3));
            default -> ConfigResource.topic(topic.name());
        };
    }

    private Map<String, String> changed(Map<String, String> entries) {
        String name = "config." + random.nextInt(4);
        if (random.nextBoolean()) {
            entries.remove(name);
        } else {
            entries.put(name, "" + random.nextInt(100));
        }
        return entries;
    }

    private static List<TopicInfo> topics(MetadataImage image) {
        List<TopicInfo> topics = new ArrayList<>(image.topics().toList());
        topics.sort((a, b) -> a.name().compareTo(b.name()));
        return topics;
    }
}
