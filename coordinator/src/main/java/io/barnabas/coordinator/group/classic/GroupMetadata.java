// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import io.barnabas.coordinator.record.GroupMetadataKey;
import io.barnabas.coordinator.record.GroupMetadataValue;
import io.barnabas.coordinator.record.GroupMetadataValue.MemberMetadata;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.message.JoinGroupRequest.JoinGroupRequestProtocol;
import java.util.ArrayList;
import java.util.List;

/**
 * The record of a classic group (type 2), both ways. Written at version 3, as Kafka 4.3 does, when a generation is
 * settled, when the group becomes empty and when a static member changes its id.
 */
public final class GroupMetadata {

    private static final int WRITTEN_VERSION = 3;

    private GroupMetadata() {}

    static CoordinatorRecord record(ClassicGroup group) {
        List<MemberMetadata> members = new ArrayList<>();
        for (ClassicMember member : group.members()) {
            members.add(new MemberMetadata()
                    .setMemberId(member.memberId())
                    .setGroupInstanceId(member.instanceId())
                    .setClientId(member.clientId())
                    .setClientHost(member.clientHost())
                    .setRebalanceTimeout(member.rebalanceTimeoutMs())
                    .setSessionTimeout(member.sessionTimeoutMs())
                    .setSubscription(member.metadata(group.protocol()))
                    .setAssignment(member.assignment()));
        }
        var value = new GroupMetadataValue()
                .setProtocolType(group.protocolType() == null ? "" : group.protocolType())
                .setGeneration(group.generation())
                .setProtocol(group.protocol())
                .setLeader(group.leader())
                .setCurrentStateTimestamp(group.stateTimestampMs())
                .setMembers(members);
        return CoordinatorRecord.of(key(group.groupId()), WRITTEN_VERSION, value);
    }

    public static CoordinatorRecord tombstone(String groupId) {
        return CoordinatorRecord.tombstone(key(groupId));
    }

    private static GroupMetadataKey key(String groupId) {
        return new GroupMetadataKey().setGroup(groupId);
    }

    /** The group as its record has it: at rest, each member knowing only the protocol that was chosen. */
    public static ClassicGroup restore(String groupId, GroupMetadataValue value) {
        ClassicGroup group = ClassicGroup.atRest(
                groupId,
                !value.members().isEmpty(),
                value.currentStateTimestamp(),
                value.protocolType().isEmpty() ? null : value.protocolType(),
                value.protocol(),
                value.leader(),
                value.generation());
        for (MemberMetadata each : value.members()) {
            // Old records have no rebalance timeout; the session timeout served as both then.
            int rebalanceTimeoutMs = each.rebalanceTimeout() == -1 ? each.sessionTimeout() : each.rebalanceTimeout();
            group.add(new ClassicMember(
                    each.memberId(),
                    each.groupInstanceId(),
                    each.clientId(),
                    each.clientHost(),
                    rebalanceTimeoutMs,
                    each.sessionTimeout(),
                    List.of(new JoinGroupRequestProtocol()
                            .setName(value.protocol() == null ? "" : value.protocol())
                            .setMetadata(each.subscription())),
                    each.assignment()));
        }
        return group.freeze();
    }
}
