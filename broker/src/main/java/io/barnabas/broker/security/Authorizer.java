// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.security;

/** Decides whether a principal may do something. Must be quick and safe to call from any thread. */
@FunctionalInterface
public interface Authorizer {
    /** Everybody may do everything: Kafka's behaviour when no authorizer is configured. */
    Authorizer ALLOW_ALL = (principal, host, operation, type, name) -> true;

    boolean allowed(String principal, String host, Operation operation, ResourceType type, String name);

    /** The bit field of Metadata, DescribeCluster and DescribeGroups: bit {@code code} set = allowed (KIP-430). */
    default int authorizedOperations(String principal, String host, ResourceType type, String name) {
        int bits = 0;
        for (Operation operation : type.operations()) {
            if (allowed(principal, host, operation, type, name)) {
                bits |= 1 << operation.code();
            }
        }
        return bits;
    }
}
