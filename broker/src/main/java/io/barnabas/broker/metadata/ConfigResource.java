// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import org.jspecify.annotations.Nullable;

/** What a config entry belongs to; the broker with the empty name is the default of all brokers of the cluster. */
public record ConfigResource(Type type, String name) {
    /** Kafka's resource types that can have configs, with their codes on the wire and in config records. */
    public enum Type {
        TOPIC(2),
        BROKER(4),
        BROKER_LOGGER(8),
        CLIENT_METRICS(16),
        GROUP(32);

        private final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        public byte code() {
            return code;
        }

        public static @Nullable Type forCode(byte code) {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            return null;
        }
    }

    public static final ConfigResource DEFAULT_BROKER = new ConfigResource(Type.BROKER, "");

    public static ConfigResource topic(String name) {
        return new ConfigResource(Type.TOPIC, name);
    }

    public static ConfigResource broker(int nodeId) {
        return new ConfigResource(Type.BROKER, Integer.toString(nodeId));
    }

    public static ConfigResource group(String groupId) {
        return new ConfigResource(Type.GROUP, groupId);
    }

    // By hand: what a record brings is linked when it is first called, and this one is called at every start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigResource resource && type == resource.type && name.equals(resource.name);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + type.code();
    }
}
