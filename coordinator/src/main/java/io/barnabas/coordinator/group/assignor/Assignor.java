// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.Map;

/** Decides what the members of a group are to have. */
public interface Assignor {

    /** The name that members and configurations use. */
    String name();

    /** An assignment for each member of the group, perhaps an empty one. */
    Map<String, Assignment> assign(GroupSpec group, TopicImage topics);
}
