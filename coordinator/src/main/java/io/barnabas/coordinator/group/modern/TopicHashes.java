// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hashes of topics, and of all topics of a group (KIP-1101): when one changes, a topic that the group consumes has come,
 * gone, or got other partitions or racks, and the group has to be assigned anew. They stand in records, and so are computed
 * exactly as in Kafka.
 *
 * <pre>
 * topic = xxh3(0, topic id, name, partition count, each partition: number, each rack in order: length, rack)
 * group = xxh3(hash of each topic that exists, in the order of names), or 0 when there is none
 * </pre>
 *
 * Keeps the hashes of topics for as long as the image does not change. Soft state of one shard.
 */
public final class TopicHashes {

    private static final byte MAGIC = 0;

    private final Map<String, Long> byName = new HashMap<>();
    private long imageVersion = -1;

    public long ofGroup(Collection<String> topics, TopicImage image) {
        if (image.version() != imageVersion) {
            byName.clear();
            imageVersion = image.version();
        }
        List<String> names = new ArrayList<>(topics);
        Collections.sort(names);
        HashStream64 hash = Hashing.xxh3_64().hashStream();
        boolean isEmpty = true;
        for (String name : names) {
            TopicImage.Topic topic = image.topic(name);
            if (topic != null) {
                hash.putLong(byName.computeIfAbsent(name, unused -> ofTopic(topic)));
                isEmpty = false;
            }
        }
        return isEmpty ? 0 : hash.getAsLong();
    }

    static long ofTopic(TopicImage.Topic topic) {
        HashStream64 hash = Hashing.xxh3_64()
                .hashStream()
                .putByte(MAGIC)
                .putLong(topic.id().getMostSignificantBits())
                .putLong(topic.id().getLeastSignificantBits())
                .putString(topic.name())
                .putInt(topic.partitionCount());
        for (int partition = 0; partition < topic.partitionCount(); partition++) {
            hash.putInt(partition);
            for (String rack : topic.racks().get(partition)) {
                hash.putInt(rack.length()).putString(rack);
            }
        }
        return hash.getAsLong();
    }
}
