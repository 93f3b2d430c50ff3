// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;

/** Kafka's checks of replicas that a request names or counts, for a cluster of one broker. */
final class ReplicaAssignments {
    /** What one request may make at most, as in Kafka. */
    static final int MAX_PARTITIONS_PER_REQUEST = 10_000;

    static final short ONE_REPLICA = 1;

    private ReplicaAssignments() {}

    /** @throws ApiException INVALID_REPLICATION_FACTOR when there are not enough brokers */
    static void checkFactor(short replicationFactor) {
        if (replicationFactor > ONE_REPLICA) {
            throw new ApiException(
                    Errors.INVALID_REPLICATION_FACTOR,
                    "Unable to replicate the partition " + replicationFactor
                            + " time(s): The target replication factor of " + replicationFactor
                            + " cannot be reached because only 1 broker(s) are registered"
                            + " or some brokers have all their log directories cordoned.");
        }
    }

    /** @throws ApiException INVALID_REPLICA_ASSIGNMENT when these brokers cannot hold a partition */
    static void checkManual(List<Integer> replicas, int nodeId) {
        if (replicas.isEmpty()) {
            throw invalid("The manual partition assignment includes an empty replica list.");
        }
        List<Integer> sorted = replicas.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i++) {
            int broker = sorted.get(i);
            if (broker != nodeId) {
                throw invalid("The manual partition assignment includes broker " + broker
                        + ", but no such broker is registered.");
            }
            if (i > 0) {
                throw invalid("The manual partition assignment includes the broker " + broker + " more than once.");
            }
        }
    }

    static void checkTotal(long partitions) {
        if (partitions > MAX_PARTITIONS_PER_REQUEST) {
            throw new ApiException(Errors.POLICY_VIOLATION, "Excessively large number of partitions per request.");
        }
    }

    static ApiException invalid(String message) {
        return new ApiException(Errors.INVALID_REPLICA_ASSIGNMENT, message);
    }
}
