// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.UUID;

/** Who this node is: as {@code meta.properties} of its metadata directory says, for the life of the process. */
public record ClusterImage(String clusterId, int nodeId, UUID directoryId) {}
