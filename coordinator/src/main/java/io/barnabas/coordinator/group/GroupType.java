// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

/** The kinds of groups, by the names that answers use. */
public enum GroupType {
    CLASSIC("classic"),
    CONSUMER("consumer"),
    SHARE("share"),
    STREAMS("streams");

    private final String kafkaName;

    GroupType(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    public String kafkaName() {
        return kafkaName;
    }
}
