// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.List;
import java.util.UUID;

/**
 * The one voter on the metadata log, this node, as the log's control records know it.
 *
 * @param isDynamic whether voters could be added and removed (KIP-853); with static ones the log knows no directory and no listeners
 * @param listeners where its controller can be reached
 */
public record QuorumVoter(int nodeId, UUID directoryId, boolean isDynamic, List<Listener> listeners) {
    /** The level of the feature kraft.version. */
    public short kraftVersion() {
        return (short) (isDynamic ? 1 : 0);
    }

    /** A listener of a controller. */
    public record Listener(String name, String host, int port) {}
}
