// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.admin;

import io.barnabas.coordinator.group.GroupType;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.TableOrder;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicGroupState;
import io.barnabas.coordinator.group.offset.CommittedOffsets;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * ListGroups: the groups of one shard, by state (KIP-518) and type (KIP-848), both compared without regard to case; in Kafka's order.
 */
public final class ListGroups {

    private final Groups groups;
    private final CommittedOffsets offsets;

    public ListGroups(Groups groups, CommittedOffsets offsets) {
        this.groups = groups;
        this.offsets = offsets;
    }

    public List<ListedGroup> decide(ListGroupsRequest request) {
        Set<String> states = lowerCase(request.statesFilter());
        Set<String> types = lowerCase(request.typesFilter());
        List<ListedGroup> listed = new ArrayList<>();
        for (ListedGroup each : all()) {
            if ((states.isEmpty() || states.contains(each.groupState().toLowerCase(Locale.ROOT)))
                    && (types.isEmpty() || types.contains(each.groupType().toLowerCase(Locale.ROOT)))) {
                listed.add(each);
            }
        }
        listed.sort(Comparator.comparing(ListedGroup::groupId, TableOrder.ofKeys()));
        return listed;
    }

    private List<ListedGroup> all() {
        List<ListedGroup> all = new ArrayList<>();
        Set<String> ids = new TreeSet<>(groups.ids());
        ids.addAll(offsets.groupIds());
        ids.removeIf(groups::isOfOtherType);
        for (String groupId : ids) {
            ClassicGroup group = groups.find(groupId);
            all.add(new ListedGroup()
                    .setGroupId(groupId)
                    .setProtocolType(group == null || group.protocolType() == null ? "" : group.protocolType())
                    .setGroupState((group == null ? ClassicGroupState.EMPTY : group.state()).kafkaName())
                    .setGroupType(GroupType.CLASSIC.kafkaName()));
        }
        groups.modern()
                .forEach((groupId, group) -> all.add(new ListedGroup()
                        .setGroupId(groupId)
                        .setProtocolType(group.protocolType())
                        .setGroupState(group.stateName())
                        .setGroupType(group.type().kafkaName())));
        return all;
    }

    private static Set<String> lowerCase(List<String> filter) {
        return filter.stream().map(each -> each.trim().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
