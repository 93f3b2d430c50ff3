// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.security;

/** What a client asks to do with a resource; codes as in Kafka's ACL requests and records (KIP-140). */
public enum Operation {
    READ(3),
    WRITE(4),
    CREATE(5),
    DELETE(6),
    ALTER(7),
    DESCRIBE(8),
    CLUSTER_ACTION(9),
    DESCRIBE_CONFIGS(10),
    ALTER_CONFIGS(11),
    IDEMPOTENT_WRITE(12),
    CREATE_TOKENS(13),
    DESCRIBE_TOKENS(14),
    TWO_PHASE_COMMIT(15);

    private final int code;

    Operation(int code) {
        this.code = code;
    }

    /** The code on the wire; also the bit that stands for this operation in an authorized-operations field. */
    public int code() {
        return code;
    }
}
