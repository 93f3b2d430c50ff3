// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import io.barnabas.wire.message.JoinGroupRequest.JoinGroupRequestProtocol;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the protocol (for consumers: the assignor) of a generation: each member votes for the first in its list that
 * all members support, and the one with the most votes wins; of equals, the one voted for first.
 */
final class ProtocolVote {

    private ProtocolVote() {}

    /** Whether who comes with these protocols can be a member of the group. */
    static boolean fits(ClassicGroup group, String type, List<JoinGroupRequestProtocol> protocols) {
        if (group.is(ClassicGroupState.EMPTY)) {
            return !type.isEmpty() && !protocols.isEmpty();
        }
        return type.equals(group.protocolType())
                && protocols.stream().anyMatch(each -> isSupportedByAll(group.members(), each.name()));
    }

    private static boolean isSupportedByAll(Collection<ClassicMember> members, String protocol) {
        return members.stream().allMatch(member -> member.supports(protocol));
    }

    static String elect(Collection<ClassicMember> members) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        for (ClassicMember member : members) {
            votes.merge(vote(member, members, votes), 1, Integer::sum);
        }
        String winner = "";
        int most = 0;
        for (Map.Entry<String, Integer> each : votes.entrySet()) {
            if (each.getValue() > most) {
                winner = each.getKey();
                most = each.getValue();
            }
        }
        return winner;
    }

    private static String vote(ClassicMember voter, Collection<ClassicMember> members, Map<String, Integer> votes) {
        for (JoinGroupRequestProtocol each : voter.protocols()) {
            // Who has a vote is a candidate already, which saves asking all members again.
            if (votes.containsKey(each.name()) || isSupportedByAll(members, each.name())) {
                return each.name();
            }
        }
        throw new IllegalStateException("Member " + voter.memberId() + " supports no protocol that all others do");
    }
}
