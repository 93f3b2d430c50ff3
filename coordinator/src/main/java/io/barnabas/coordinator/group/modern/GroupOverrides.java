// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import org.jspecify.annotations.Nullable;

/** Port: what an administrator has set for one group (the GROUP config resource), by Kafka's names. Checked when it was set. */
public interface GroupOverrides {

    GroupOverrides NONE = (groupId, name) -> null;

    /** The value, or null when the broker's holds. */
    @Nullable
    String find(String groupId, String name);

    default int integer(String groupId, String name, int brokerValue) {
        String value = find(groupId, name);
        return value == null ? brokerValue : Integer.parseInt(value);
    }

    default String text(String groupId, String name, String brokerValue) {
        String value = find(groupId, name);
        return value == null ? brokerValue : value;
    }
}
