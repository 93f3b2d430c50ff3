// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Port: the topics of the cluster at one moment. Never changes; an operation asks for it once, and so sees one state. */
public interface TopicImage {

    /** Grows with every change of the metadata. Equal versions are equal images. */
    long version();

    @Nullable
    Topic topic(String name);

    @Nullable
    Topic topic(UUID id);

    Collection<String> names();

    /**
     * One topic.
     *
     * @param racks of each partition the racks that hold it, sorted; empty lists where none is known
     */
    record Topic(UUID id, String name, List<List<String>> racks) {

        public int partitionCount() {
            return racks.size();
        }
    }
}
