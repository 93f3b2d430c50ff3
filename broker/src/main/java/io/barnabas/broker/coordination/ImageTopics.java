// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.PartitionInfo;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The topics of a metadata image, as coordinators see them.
 *
 * @param rack of this node, which does not register itself in the metadata
 */
record ImageTopics(MetadataImage image, @Nullable String rack) implements TopicImage {

    @Override
    public long version() {
        return image.endOffset() - 1;
    }

    @Override
    public @Nullable Topic topic(String name) {
        return topic(image.topic(name));
    }

    @Override
    public @Nullable Topic topic(UUID id) {
        return topic(image.topic(id));
    }

    private @Nullable Topic topic(@Nullable TopicInfo info) {
        if (info == null) {
            return null;
        }
        List<List<String>> racks = new ArrayList<>(info.partitions().size());
        info.partitions().forEach(partition -> racks.add(racks(partition)));
        return new Topic(info.id(), info.name(), racks);
    }

    private List<String> racks(PartitionInfo partition) {
        return partition.replicas().stream()
                .map(this::rackOf)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    private @Nullable String rackOf(int brokerId) {
        return brokerId == image.nodeId() ? rack : image.rack(brokerId);
    }

    @Override
    public Collection<String> names() {
        return image.topics().map(TopicInfo::name).toList();
    }
}
