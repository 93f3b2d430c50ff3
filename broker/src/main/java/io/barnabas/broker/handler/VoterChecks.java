// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.QuorumVoter;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What requests that change the voters of the metadata log are checked for, in Kafka's order and words. */
record VoterChecks(String clusterId, Supplier<QuorumVoter> quorum) {
    QuorumVoter voter() {
        return quorum.get();
    }

    void checkCluster(@Nullable String wanted) {
        if (wanted != null && !wanted.equals(clusterId)) {
            throw new ApiException(
                    Errors.INCONSISTENT_CLUSTER_ID,
                    "The given id \"" + wanted + "\" doesn't match the cluster id \"" + clusterId + "\"");
        }
    }

    void checkVoter(String operation, int id, UUID directoryId) {
        if (id < 0 || directoryId.equals(Uuids.ZERO)) {
            throw new ApiException(Errors.INVALID_REQUEST, operation + " voter request didn't include a valid voter");
        }
    }

    void checkDynamic(String doing) {
        if (!voter().isDynamic()) {
            throw new ApiException(
                    Errors.UNSUPPORTED_VERSION,
                    "Cluster doesn't support " + doing + " voter because the kraft.version feature is 0");
        }
    }

    static String key(int id, UUID directoryId) {
        return "ReplicaKey(id=" + id + ", directoryId=" + Uuids.toText(directoryId) + ")";
    }

    /** The set of voters in words. */
    String all() {
        return "[" + key(voter().nodeId(), voter().directoryId()) + "]";
    }
}
