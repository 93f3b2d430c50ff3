// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an assignor gets to know of a group: its members, by id. */
public record GroupSpec(Map<String, MemberSpec> members) {

    /**
     * What an assignor gets to know of a member.
     *
     * @param topics what it subscribes to, of what exists
     * @param target what it has been given the last time
     */
    public record MemberSpec(
            @Nullable String instanceId, @Nullable String rackId, Set<UUID> topics, Assignment target) {}

    /** Whether all members subscribe to the same topics. */
    public boolean isHomogeneous() {
        return members.values().stream()
                        .map(MemberSpec::topics)
                        .distinct()
                        .limit(2)
                        .count()
                <= 1;
    }

    /** The ids of those among the topics that exist. */
    public static Set<UUID> topicIds(Iterable<String> names, TopicImage image) {
        Set<UUID> ids = new HashSet<>();
        for (String name : names) {
            TopicImage.Topic topic = image.topic(name);
            if (topic != null) {
                ids.add(topic.id());
            }
        }
        return ids;
    }
}
