// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import io.barnabas.wire.protocol.Uuids;
import java.util.UUID;
import java.util.regex.Pattern;

/** A share partition: a partition as one share group sees it. */
public record SharePartitionKey(String groupId, UUID topicId, int partition) {
    /** A group may have colons in its name, an id has none. */
    private static final Pattern COORDINATOR_KEY = Pattern.compile("(?s).+:[A-Za-z0-9_-]{22}:[0-9]{1,10}");

    /** The key by which its coordinator is found. */
    public String coordinatorKey() {
        return groupId + ":" + Uuids.toText(topicId) + ":" + partition;
    }

    /** Whether a text is the key of some share partition. */
    public static boolean isCoordinatorKey(String text) {
        return COORDINATOR_KEY.matcher(text).matches();
    }

    @Override
    public String toString() {
        return coordinatorKey();
    }
}
