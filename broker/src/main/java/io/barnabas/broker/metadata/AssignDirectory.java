// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.PartitionChangeRecord;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Notes in which log directory this node has a partition (KIP-858), so that nobody looks for it elsewhere when that one is offline. */
public final class AssignDirectory implements MetadataOperation<Boolean> {
    private final UUID topicId;
    private final int partition;
    private final UUID directoryId;

    public AssignDirectory(UUID topicId, int partition, UUID directoryId) {
        this.topicId = topicId;
        this.partition = partition;
        this.directoryId = directoryId;
    }

    /** Nothing changes when the topic has gone meanwhile, or the metadata is too old to know of directories. */
    @Override
    public Decision<Boolean> decide(MetadataImage image) {
        TopicInfo topic = image.topic(topicId);
        PartitionInfo info = topic == null ? null : topic.partition(partition);
        int replica = info == null ? -1 : info.replicas().indexOf(image.nodeId());
        if (info == null
                || replica < 0
                || image.metadataVersion() < MetadataVersion.V3_7_IV2
                || info.directories().get(replica).equals(directoryId)) {
            return Decision.unchanged(false);
        }
        List<UUID> directories = new ArrayList<>(info.directories());
        directories.set(replica, directoryId);
        return new Decision<>(
                true,
                List.<Message>of(new PartitionChangeRecord()
                        .setTopicId(topicId)
                        .setPartitionId(partition)
                        .setDirectories(directories)));
    }
}
