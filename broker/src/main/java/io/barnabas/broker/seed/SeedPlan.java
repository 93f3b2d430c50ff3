// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import java.util.List;

/** All that shall be there when the broker is ready. */
public record SeedPlan(List<TopicSeed> topics) {
    public static final SeedPlan NOTHING = new SeedPlan(List.of());

    public SeedPlan {
        topics = List.copyOf(topics);
    }

    /** @param variable its name, for messages */
    public static SeedPlan ofTopicList(String variable, String text) {
        return new SeedPlan(TopicList.parse(variable, text));
    }

    public boolean isEmpty() {
        return topics.isEmpty();
    }
}
