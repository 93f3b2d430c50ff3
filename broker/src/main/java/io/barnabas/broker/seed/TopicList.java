// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.StartupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The variable {@code KAFKA_CREATE_TOPICS} of many images: {@code name:partitions:replicas[:cleanup.policy],...}. */
final class TopicList {
    private static final int NAME = 0;
    private static final int PARTITIONS = 1;
    private static final int REPLICAS = 2;
    private static final int POLICY = 3;

    private TopicList() {}

    static List<TopicSeed> parse(String variable, String text) {
        List<TopicSeed> topics = new ArrayList<>();
        for (String entry : text.split("[,\\n]", -1)) {
            if (!entry.isBlank()) {
                topics.add(topic(variable, entry.strip()));
            }
        }
        return topics;
    }

    private static TopicSeed topic(String variable, String entry) {
        String[] parts = entry.split(":", -1);
        if (parts.length <= REPLICAS || parts.length > POLICY + 1 || parts[NAME].isBlank()) {
            throw bad(variable, entry);
        }
        try {
            int partitions = Integer.parseInt(parts[PARTITIONS].strip());
            short replicas = Short.parseShort(parts[REPLICAS].strip());
            Map<String, String> configs =
                    parts.length > POLICY ? Map.of("cleanup.policy", parts[POLICY].strip()) : Map.of();
            return new TopicSeed(parts[NAME].strip(), partitions, replicas, configs, variable);
        } catch (NumberFormatException e) {
            throw bad(variable, entry);
        }
    }

    private static StartupException bad(String variable, String entry) {
        return new StartupException(
                variable + " has '" + entry + "'; expected name:partitions:replicas or name:partitions:replicas:policy,"
                        + " for example orders:3:1:compact");
    }
}
