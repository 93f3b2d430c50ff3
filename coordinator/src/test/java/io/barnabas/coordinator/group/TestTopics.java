// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.runtime.TopicImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The topics of a cluster, changed by hand. The id of a topic is the same in every test. */
public final class TestTopics {

    private record Image(long version, Map<String, Topic> byName) implements TopicImage {

        @Override
        public @Nullable Topic topic(String name) {
            return byName.get(name);
        }

        @Override
        public @Nullable Topic topic(UUID id) {
            return byName.values().stream()
                    .filter(topic -> topic.id().equals(id))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<String> names() {
            return byName.keySet();
        }
    }

    private Image image = new Image(1, Map.of());

    public TopicImage image() {
        return image;
    }

    public static UUID id(String topic) {
        return new UUID(0x1234, topic.hashCode());
    }

    /** Makes a topic, or changes its number of partitions. */
    public void put(String topic, int partitions) {
        List<List<String>> racks = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            racks.add(List.of());
        }
        Map<String, TopicImage.Topic> topics = new TreeMap<>(image.byName());
        topics.put(topic, new TopicImage.Topic(id(topic), topic, racks));
        image = new Image(image.version() + 1, topics);
    }

    public void remove(String topic) {
        Map<String, TopicImage.Topic> topics = new TreeMap<>(image.byName());
        topics.remove(topic);
        image = new Image(image.version() + 1, topics);
    }
}
