// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.admin;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicGroupState;
import io.barnabas.coordinator.group.classic.GroupMetadata;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.group.offset.CommittedOffsets;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;

/** DeleteGroups: one group with all its offsets, if nobody is in it. */
public final class DeleteGroup {

    private final Groups groups;
    private final CommittedOffsets offsets;

    public DeleteGroup(Groups groups, CommittedOffsets offsets) {
        this.groups = groups;
        this.offsets = offsets;
    }

    public CoordinatorResult<Errors> decide(String groupId) {
        ModernGroup modern = groups.modern(groupId);
        if (modern != null) {
            return modern.isEmpty() ? deleteModern(modern) : CoordinatorResult.of(Errors.NON_EMPTY_GROUP);
        }
        ClassicGroup group = groups.find(groupId);
        if (group == null && !offsets.hasGroup(groupId)) {
            return CoordinatorResult.of(Errors.GROUP_ID_NOT_FOUND);
        }
        if ((group != null && !group.is(ClassicGroupState.EMPTY)) || groups.isOfOtherType(groupId)) {
            return CoordinatorResult.of(Errors.NON_EMPTY_GROUP);
        }
        List<CoordinatorRecord> records = new ArrayList<>(offsets.tombstones(groupId));
        records.add(GroupMetadata.tombstone(groupId));
        return CoordinatorResult.of(Errors.NONE, records);
    }

    private CoordinatorResult<Errors> deleteModern(ModernGroup group) {
        List<CoordinatorRecord> records = new ArrayList<>(offsets.tombstones(group.groupId()));
        records.addAll(group.tombstones());
        return CoordinatorResult.of(Errors.NONE, records);
    }
}
