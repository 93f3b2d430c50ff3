// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A coordinator's topic as the metadata knows it; created when first needed. */
final class MetadataCoordinatorTopic implements CoordinatorTopic {

    private final MetadataLoop metadata;
    private final InternalTopic spec;

    MetadataCoordinatorTopic(MetadataLoop metadata, InternalTopic spec) {
        this.metadata = metadata;
        this.spec = spec;
    }

    @Override
    public OptionalInt partitionCount() {
        TopicInfo topic = metadata.image().topic(spec.name());
        return topic == null
                ? OptionalInt.empty()
                : OptionalInt.of(topic.partitions().size());
    }

    @Override
    public CompletableFuture<Integer> create() {
        return metadata.submit(spec).thenApply(topic -> topic.partitions().size());
    }
}
