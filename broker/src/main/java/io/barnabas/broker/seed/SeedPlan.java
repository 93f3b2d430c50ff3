// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that shall be there when the broker is ready. */
public final class SeedPlan {
    public static final SeedPlan NOTHING = new SeedPlan(List.of(), List.of(), List.of(), List.of());

    private final List<TopicSeed> topics;
    private final List<RecordSeed> records;
    private final List<OffsetSeed> offsets;
    private final List<UserSeed> users;

    SeedPlan(List<TopicSeed> topics, List<RecordSeed> records, List<OffsetSeed> offsets, List<UserSeed> users) {
        this.topics = List.copyOf(topics);
        this.records = List.copyOf(records);
        this.offsets = List.copyOf(offsets);
        this.users = List.copyOf(users);
    }

    /** @param variable its name, for messages */
    public static SeedPlan ofTopicList(String variable, String text) {
        return new SeedPlan(TopicList.parse(variable, text), List.of(), List.of(), List.of());
    }

    /** @throws io.barnabas.broker.StartupException what is wrong in the file, and in which line */
    public static SeedPlan read(Path file) {
        return SeedFile.read(file);
    }

    /** What is asked for here, and then what is in the other. */
    public SeedPlan and(SeedPlan other) {
        return new SeedPlan(
                joined(topics, other.topics),
                joined(records, other.records),
                joined(offsets, other.offsets),
                joined(users, other.users));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    public boolean isEmpty() {
        return topics.isEmpty() && records.isEmpty() && offsets.isEmpty() && users.isEmpty();
    }

    public List<TopicSeed> topics() {
        return topics;
    }

    List<RecordSeed> records() {
        return records;
    }

    List<OffsetSeed> offsets() {
        return offsets;
    }

    List<UserSeed> users() {
        return users;
    }
}
