// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.RemoveTopicRecord;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Deletes the topics with these ids; an id that is unknown by now is answered with UNKNOWN_TOPIC_ID. */
public final class DeleteTopics implements MetadataOperation<Map<UUID, Errors>> {
    private final List<UUID> topicIds;

    public DeleteTopics(List<UUID> topicIds) {
        this.topicIds = List.copyOf(topicIds);
    }

    @Override
    public Decision<Map<UUID, Errors>> decide(MetadataImage image) {
        Map<UUID, Errors> results = new HashMap<>();
        List<Message> records = new ArrayList<>();
        for (UUID id : topicIds) {
            boolean exists = image.topic(id) != null;
            if (results.put(id, exists ? Errors.NONE : Errors.UNKNOWN_TOPIC_ID) == null && exists) {
                records.add(new RemoveTopicRecord().setTopicId(id));
            }
        }
        return new Decision<>(results, records);
    }
}
