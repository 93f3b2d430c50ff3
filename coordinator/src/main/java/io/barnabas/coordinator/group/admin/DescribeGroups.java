// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.admin;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicGroupState;
import io.barnabas.coordinator.group.classic.ClassicMember;
import io.barnabas.coordinator.group.offset.CommittedOffsets;
import io.barnabas.wire.message.DescribeGroupsResponse.DescribedGroup;
import io.barnabas.wire.message.DescribeGroupsResponse.DescribedGroupMember;
import io.barnabas.wire.protocol.Errors;

/**
 * DescribeGroups: one group, with its members. What they subscribe to shows only while the group is stable,
 * their assignment also while they rejoin. A group that does not exist is "Dead", since version 6 with GROUP_ID_NOT_FOUND (KIP-1043).
 */
public final class DescribeGroups {

    private static final int FIRST_VERSION_WITH_NOT_FOUND = 6;

    private final Groups groups;
    private final CommittedOffsets offsets;

    public DescribeGroups(Groups groups, CommittedOffsets offsets) {
        this.groups = groups;
        this.offsets = offsets;
    }

    public DescribedGroup decide(String groupId, short version) {
        ClassicGroup group = groups.find(groupId);
        if (group == null) {
            return offsets.hasGroup(groupId) && !groups.isOfOtherType(groupId)
                    ? new DescribedGroup().setGroupId(groupId).setGroupState(ClassicGroupState.EMPTY.kafkaName())
                    : notFound(groupId, version);
        }
        boolean isStable = group.is(ClassicGroupState.STABLE);
        var answer = new DescribedGroup()
                .setGroupId(groupId)
                .setGroupState(group.state().kafkaName())
                .setProtocolType(group.protocolType() == null ? "" : group.protocolType())
                .setProtocolData(isStable && group.protocol() != null ? group.protocol() : "");
        for (ClassicMember member : group.members()) {
            var described = new DescribedGroupMember()
                    .setMemberId(member.memberId())
                    .setGroupInstanceId(member.instanceId())
                    .setClientId(member.clientId())
                    .setClientHost(member.clientHost())
                    .setMemberAssignment(member.assignment());
            if (isStable) {
                described.setMemberMetadata(member.metadata(group.protocol()));
            }
            answer.members().add(described);
        }
        return answer;
    }

    private DescribedGroup notFound(String groupId, short version) {
        var answer = new DescribedGroup().setGroupId(groupId).setGroupState(ClassicGroupState.DEAD.kafkaName());
        if (version >= FIRST_VERSION_WITH_NOT_FOUND) {
            answer.setErrorCode(Errors.GROUP_ID_NOT_FOUND.code())
                    .setErrorMessage(
                            groups.isOfOtherType(groupId)
                                    ? "Group " + groupId + " is not a classic group."
                                    : "Group " + groupId + " not found.");
        }
        return answer;
    }
}
