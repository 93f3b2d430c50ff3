// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.quota;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Map;
import java.util.Set;

/** For whom there can be quotas, of what, and how large, with Kafka's errors and words (KIP-546). Pure; any thread. */
final class QuotaRules {
    /** A whole number may be this much off, since all quotas are doubles on their way. */
    private static final double ROUNDING = 1e-6;

    private static final Map<String, Size> OF_ADDRESSES = Map.of("connection_creation_rate", Size.INT);
    private static final Map<String, Size> OF_CLIENTS = Map.of(
            "producer_byte_rate", Size.LONG,
            "consumer_byte_rate", Size.LONG,
            "request_percentage", Size.DOUBLE,
            "controller_mutation_rate", Size.DOUBLE);

    private QuotaRules() {}

    private enum Size {
        INT,
        LONG,
        DOUBLE
    }

    /** Throws {@link ApiException} unless there can be such an entity. */
    static void checkEntity(QuotaEntity entity, Set<String> unknownHosts) {
        Map<String, String> names = entity.names();
        require(!names.isEmpty(), "Invalid empty client quota entity");
        names.forEach((type, name) -> {
            require(QuotaEntity.TYPES.contains(type), "Unhandled client quota entity type: " + type);
            require(name == null || !name.isEmpty(), "Empty " + type + " not supported");
        });
        require(
                !names.containsKey(QuotaEntity.IP) || names.size() == 1,
                "Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId");
        String host = entity.address();
        require(host == null || !unknownHosts.contains(host), host + " is not a valid IP or resolvable host.");
    }

    /** Throws {@link ApiException} unless the entity may have this quota. */
    static void checkValue(QuotaEntity entity, String key, double value) {
        Size size = (entity.names().containsKey(QuotaEntity.IP) ? OF_ADDRESSES : OF_CLIENTS).get(key);
        if (size == null) {
            throw new ApiException(Errors.INVALID_REQUEST, "Invalid configuration key " + key);
        }
        require(!(value <= 0), "Quota " + key + " must be greater than 0");
        switch (size) {
            case INT -> {
                require(!(value > Integer.MAX_VALUE), "Proposed value for " + key + " is too large for an INT.");
                checkWhole(key, value);
            }
            case LONG -> {
                require(!(value > (double) Long.MAX_VALUE), "Proposed value for " + key + " is too large for a LONG.");
                checkWhole(key, value);
            }
            case DOUBLE -> {}
        }
    }

    private static void checkWhole(String key, double value) {
        require(!(Math.abs(value % 1) > ROUNDING), key + " cannot be a fractional value.");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new ApiException(Errors.INVALID_REQUEST, message);
        }
    }
}
