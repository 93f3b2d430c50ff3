// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.MemberState;
import org.jspecify.annotations.Nullable;

/** A member of a consumer group: what its two records say. Never changes. */
record ConsumerMember(String memberId, MemberMetadata metadata, CurrentAssignment current) {

    /** One of which no record tells yet. */
    static ConsumerMember unknown(String memberId) {
        return new ConsumerMember(memberId, MemberMetadata.UNKNOWN, CurrentAssignment.NONE);
    }

    ConsumerMember with(MemberMetadata newMetadata) {
        return new ConsumerMember(memberId, newMetadata, current);
    }

    ConsumerMember with(CurrentAssignment newCurrent) {
        return new ConsumerMember(memberId, metadata, newCurrent);
    }

    int epoch() {
        return current.epoch();
    }

    MemberState state() {
        return current.state();
    }

    @Nullable
    String instanceId() {
        return metadata.instanceId();
    }

    boolean usesClassicProtocol() {
        return metadata.classic() != null;
    }
}
