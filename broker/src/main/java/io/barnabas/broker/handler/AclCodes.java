// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

/** The codes in the requests on access rules: resource type, pattern type, operation, permission. */
final class AclCodes {
    private static final byte UNKNOWN = 0;

    private AclCodes() {}

    /** Whether one of them says that its sender does not know what it means; as in Kafka, that ends the connection. */
    static boolean hasUnknown(byte resourceType, byte patternType, byte operation, byte permission) {
        return resourceType == UNKNOWN || patternType == UNKNOWN || operation == UNKNOWN || permission == UNKNOWN;
    }
}
