// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.security;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What an operation is done to, with the operations that make sense for it; codes as in Kafka's ACLs (KIP-140). */
public enum ResourceType {
    TOPIC(
            2,
            EnumSet.of(
                    Operation.READ,
                    Operation.WRITE,
                    Operation.CREATE,
                    Operation.DELETE,
                    Operation.ALTER,
                    Operation.DESCRIBE,
                    Operation.DESCRIBE_CONFIGS,
                    Operation.ALTER_CONFIGS)),
    GROUP(
            3,
            EnumSet.of(
                    Operation.READ,
                    Operation.DELETE,
                    Operation.DESCRIBE,
                    Operation.DESCRIBE_CONFIGS,
                    Operation.ALTER_CONFIGS)),
    CLUSTER(
            4,
            EnumSet.of(
                    Operation.CREATE,
                    Operation.ALTER,
                    Operation.DESCRIBE,
                    Operation.CLUSTER_ACTION,
                    Operation.DESCRIBE_CONFIGS,
                    Operation.ALTER_CONFIGS,
                    Operation.IDEMPOTENT_WRITE)),
    TRANSACTIONAL_ID(5, EnumSet.of(Operation.WRITE, Operation.DESCRIBE, Operation.TWO_PHASE_COMMIT)),
    DELEGATION_TOKEN(6, EnumSet.of(Operation.DESCRIBE)),
    USER(7, EnumSet.of(Operation.CREATE_TOKENS, Operation.DESCRIBE_TOKENS));

    /** The name of the one resource of type CLUSTER. */
    public static final String CLUSTER_NAME = "kafka-cluster";

    private final int code;

    @SuppressWarnings("ImmutableEnumChecker") // wrapped as unmodifiable
    private final Set<Operation> operations;

    ResourceType(int code, EnumSet<Operation> operations) {
        this.code = code;
        this.operations = Collections.unmodifiableSet(operations);
    }

    public int code() {
        return code;
    }

    /** The operations that can be allowed on a resource of this type. */
    public Set<Operation> operations() {
        return operations;
    }
}
