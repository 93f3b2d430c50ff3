// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

/** Whose clock a record's timestamp is: bit 3 of a batch's attributes. */
public enum TimestampType {
    CREATE_TIME("CreateTime"),
    LOG_APPEND_TIME("LogAppendTime");

    private final String configValue;

    TimestampType(String configValue) {
        this.configValue = configValue;
    }

    /** The value of {@code message.timestamp.type}. */
    public String configValue() {
        return configValue;
    }
}
