// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.MetaProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Which cluster the log directories belong to. */
final class ClusterIdentity {
    private ClusterIdentity() {}

    /** All formatted directories belong to one cluster and to this node; where none is formatted a cluster is founded. */
    static String agree(LogManagerConfig config, List<LogDirectory> directories) throws IOException {
        String agreed = config.clusterId();
        for (LogDirectory directory : directories) {
            MetaProperties identity = directory.identity().orElse(null);
            if (identity == null) {
                continue;
            }
            if (identity.nodeId() != config.nodeId()) {
                throw new IOException("the log directory " + directory.path() + " belongs to node " + identity.nodeId()
                        + ", not to node.id " + config.nodeId());
            }
            if (agreed != null && !agreed.equals(identity.clusterId())) {
                throw new IOException("the log directory " + directory.path() + " belongs to cluster "
                        + identity.clusterId() + ", not to " + agreed);
            }
            agreed = identity.clusterId();
        }
        return agreed == null ? newClusterId() : agreed;
    }

    private static String newClusterId() {
        UUID id = MetaProperties.randomDirectoryId();
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
