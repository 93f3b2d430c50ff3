// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Optional;

/** Lets the first member set the topology of its group; those that come later have to have the same, or an older one. */
final class TopologyUpdate {

    private TopologyUpdate() {}

    /** The topology of the group from now on. */
    static Topology update(StreamsGroupDraft draft, StreamsGroupHeartbeatRequest request) {
        Optional<Topology> known = draft.group().topology();
        StreamsGroupHeartbeatRequest.Topology told = request.topology();
        if (told == null) {
            return known.orElseThrow(() -> new IllegalStateException(
                    "The topology is null and the group topology is also null: " + draft.groupId()));
        }
        var value = Topology.value(told);
        Topology topology = Topology.of(value);
        if (known.isEmpty()) {
            draft.write(StreamsGroupRecords.topology(draft.groupId(), value));
            return topology;
        }
        if (known.get().epoch() < topology.epoch()
                || (known.get().epoch() == topology.epoch() && !known.get().equals(topology))) {
            throw new ApiException(Errors.INVALID_REQUEST, "Topology updates are not supported yet.");
        }
        return known.get();
    }
}
