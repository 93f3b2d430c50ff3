// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** A value that its property does not take. The message is Kafka's, naming the property, the value and what is expected. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidConfigException(String message) {
        super(message, null, false, false);
    }

    static InvalidConfigException of(String name, Object value, String expected) {
        return new InvalidConfigException("Invalid value " + value + " for configuration " + name + ": " + expected);
    }

    /** What is wrong, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
