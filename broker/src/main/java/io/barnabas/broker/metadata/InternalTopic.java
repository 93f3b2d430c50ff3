// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.ConfigRecord;
import io.barnabas.broker.metadata.record.TopicRecord;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** A topic that the broker itself needs: created when it is missing, answered as it is when it exists. */
public record InternalTopic(String name, int partitions, Map<String, String> configs, Supplier<UUID> ids)
        implements MetadataOperation<TopicInfo> {
    @Override
    public Decision<TopicInfo> decide(MetadataImage image) {
        TopicInfo existing = image.topic(name);
        if (existing != null) {
            return Decision.unchanged(existing);
        }
        UUID id = ids.get();
        List<Message> records = new ArrayList<>();
        records.add(new TopicRecord().setName(name).setTopicId(id));
        new TreeMap<>(configs)
                .forEach((key, value) -> records.add(new ConfigRecord()
                        .setResourceType(ConfigResource.Type.TOPIC.code())
                        .setResourceName(name)
                        .setName(key)
                        .setValue(value)));
        PartitionRecords.addNew(records, image.cluster(), id, 0, partitions);
        MetadataDelta delta = new MetadataDelta(image);
        records.forEach(delta::replay);
        return new Decision<>(Objects.requireNonNull(delta.apply().topic(name)), records);
    }
}
