// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

/** A member of a streams group: what its two records say. Never changes. */
record StreamsMember(String memberId, MemberMetadata metadata, CurrentAssignment current) {

    /** One of which no record tells yet. */
    static StreamsMember unknown(String memberId) {
        return new StreamsMember(memberId, MemberMetadata.UNKNOWN, CurrentAssignment.NONE);
    }

    StreamsMember with(MemberMetadata newMetadata) {
        return new StreamsMember(memberId, newMetadata, current);
    }

    StreamsMember with(CurrentAssignment newCurrent) {
        return new StreamsMember(memberId, metadata, newCurrent);
    }

    int epoch() {
        return current.epoch();
    }

    MemberState state() {
        return current.state();
    }

    String processId() {
        return metadata.processId();
    }
}
