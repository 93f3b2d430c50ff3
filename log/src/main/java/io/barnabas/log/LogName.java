// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The name of a partition's folder, {@code topic-partition}; the last dash splits.
 *
 * <p>A folder that is no longer served carries a suffix after the name, which cannot be mistaken for a partition since
 * the part after the last dash is no number: {@code topic-0.<32 hex>-delete}, {@code -future}, {@code -stray}.
 */
public record LogName(String topic, int partition) implements Comparable<LogName> {
    static final String DELETE_SUFFIX = "-delete";
    static final String STRAY_SUFFIX = "-stray";
    static final String FUTURE_SUFFIX = "-future";

    private static final int MAX_TOPIC_LENGTH = 249;
    private static final int MAX_FILE_NAME_LENGTH = 255;

    public LogName {
        if (topic.isEmpty() || topic.length() > MAX_TOPIC_LENGTH || partition < 0) {
            throw new IllegalArgumentException("no partition has the name " + topic + '-' + partition);
        }
    }

    /** Reads the name of a served partition's folder; empty when the folder is not one. */
    public static Optional<LogName> parse(String folder) {
        int dash = folder.lastIndexOf('-');
        if (dash < 1 || dash == folder.length() - 1 || dash > MAX_TOPIC_LENGTH) {
            return Optional.empty();
        }
        String digits = folder.substring(dash + 1);
        boolean plain = digits.length() <= 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!plain || !folder.substring(0, dash).chars().allMatch(LogName::isTopicCharacter)) {
            return Optional.empty();
        }
        long partition = Long.parseLong(digits);
        return partition > Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new LogName(folder.substring(0, dash), (int) partition));
    }

    /** A fresh folder name for this partition once it is deleted; as in Kafka the topic is cut to fit a file name. */
    String deletedFolder(UUID random) {
        return setAside(random, DELETE_SUFFIX);
    }

    /** A fresh folder name for a folder whose topic id is not the partition's. */
    String strayFolder(UUID random) {
        return setAside(random, STRAY_SUFFIX);
    }

    /** A fresh folder name for the copy of a log that moves to another directory. */
    String futureFolder(UUID random) {
        return setAside(random, FUTURE_SUFFIX);
    }

    private String setAside(UUID random, String ending) {
        String suffix = "-" + partition + '.' + random.toString().replace("-", "") + ending;
        int room = Math.min(topic.length(), MAX_FILE_NAME_LENGTH - suffix.length());
        return topic.substring(0, room) + suffix;
    }

    private static boolean isTopicCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    @Override
    public int compareTo(LogName other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    /** The folder's name. */
    @Override
    public String toString() {
        return topic + '-' + partition;
    }

    // By hand: what a record brings is linked when it is first called, and this one is called at every start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogName name && partition == name.partition && topic.equals(name.topic);
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + partition;
    }
}
