// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.runtime.TopicImage;
import org.jspecify.annotations.Nullable;

/**
 * What no record tells of a group, and a restart forgets. Never changes; the group gets a new one with the records of an
 * operation.
 *
 * @param endpointEpoch counts the changes of who has which partitions, so that members are told of them once
 * @param shutdownBy the member that wants the whole application to stop, or null
 * @param firstAssignmentMs when the first assignment is due: until then more members may come; 0 when none waits
 * @param configured the topology with the topics of one image, or null when it has not been asked for
 */
record SoftState(
        int endpointEpoch,
        @Nullable String shutdownBy,
        long firstAssignmentMs,
        @Nullable Configured configured) {

    static final SoftState NEW = new SoftState(0, null, 0, null);

    /** What stays true as long as neither image nor topology changes. */
    record Configured(long imageVersion, ConfiguredTopology topology) {

        boolean isOf(Topology other, TopicImage image) {
            return image.version() == imageVersion && topology.topology().equals(other);
        }
    }

    SoftState withNextEndpointEpoch() {
        return new SoftState(endpointEpoch + 1, shutdownBy, firstAssignmentMs, configured);
    }

    /** The first that asks for it is remembered. */
    SoftState withShutdown(String memberId) {
        return shutdownBy == null ? new SoftState(endpointEpoch, memberId, firstAssignmentMs, configured) : this;
    }

    SoftState withoutShutdown() {
        return new SoftState(endpointEpoch, null, firstAssignmentMs, configured);
    }

    SoftState withFirstAssignment(long atMs) {
        return new SoftState(endpointEpoch, shutdownBy, atMs, configured);
    }

    SoftState with(Configured newConfigured) {
        return new SoftState(endpointEpoch, shutdownBy, firstAssignmentMs, newConfigured);
    }
}
