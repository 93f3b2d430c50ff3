// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

/** Takes a member out of a group, with everything that was known of it, and raises the group's epoch. */
final class MemberRemoval {

    private MemberRemoval() {}

    /** Writes the tombstones in Kafka's order, which refuses to load a member that goes before its assignment. */
    static void remove(StreamsGroupDraft draft, String memberId) {
        String groupId = draft.groupId();
        if (draft.group().get(memberId).metadata().endpoint() != null) {
            draft.remember(draft.softState().withNextEndpointEpoch());
        }
        draft.write(StreamsGroupRecords.currentTombstone(groupId, memberId));
        draft.write(StreamsGroupRecords.targetTombstone(groupId, memberId));
        draft.write(StreamsGroupRecords.memberTombstone(groupId, memberId));
        StreamsGroupTimers.cancelAll(draft, memberId);
        StreamsGroup group = draft.group();
        draft.write(StreamsGroupRecords.group(
                groupId,
                group.epoch() + 1,
                group.metadataHash(),
                group.validatedTopologyEpoch(),
                group.assignmentConfigs()));
        if (draft.group().isEmpty()) {
            draft.remember(draft.softState().withoutShutdown());
        }
    }
}
