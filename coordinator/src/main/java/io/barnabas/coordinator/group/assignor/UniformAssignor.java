// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.Map;

/** Gives all members about the same number of partitions, and moves as few as it can from what they were given before. */
public final class UniformAssignor implements Assignor {

    @Override
    public String name() {
        return "uniform";
    }

    @Override
    public Map<String, Assignment> assign(GroupSpec group, TopicImage topics) {
        return group.isHomogeneous() ? new EvenSplit(group, topics).assign() : new LoadBalance(group, topics).assign();
    }
}
