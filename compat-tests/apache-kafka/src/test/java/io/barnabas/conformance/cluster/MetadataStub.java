// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.LeaderAndIsr;

/** What tests ask a broker's cache of metadata, asked anew each time. */
public final class MetadataStub {
    private final ExternalView view;

    MetadataStub(ExternalView view) {
        this.view = view;
    }

    public Optional<Integer> numPartitions(String topic) {
        return view.topic(topic).map(found -> found.partitions().size());
    }

    public boolean contains(String topic) {
        return view.topic(topic).isPresent();
    }

    public Uuid getTopicId(String topic) {
        return view.topic(topic).map(found -> found.topicId()).orElse(Uuid.ZERO_UUID);
    }

    public Optional<LeaderAndIsr> getLeaderAndIsr(String topic, int partition) {
        return view.topic(topic)
                .filter(found -> partition < found.partitions().size())
                .map(found -> found.partitions().get(partition).leader())
                .map(leader -> new LeaderAndIsr(leader.id(), java.util.List.of(leader.id())));
    }
}
