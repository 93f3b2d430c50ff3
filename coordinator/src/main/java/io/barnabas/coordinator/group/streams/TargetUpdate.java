// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.modern.TopicHashes;
import io.barnabas.coordinator.group.streams.StickyTaskAssignor.MemberSpec;
import io.barnabas.coordinator.record.StreamsGroupTopologyValue.Subtopology;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a group is to be assigned anew, and how: raises the group epoch when there is a reason, and lets the
 * assignor work when the target is older than that epoch and may be replaced already.
 */
final class TargetUpdate {

    private final StreamsGroupSettings settings;
    private final TopicHashes hashes;

    TargetUpdate(StreamsGroupSettings settings, TopicHashes hashes) {
        this.settings = settings;
        this.hashes = hashes;
    }

    /**
     * Raises the group epoch if there is a reason.
     *
     * @param memberChanged one reason; that topics or settings have changed is found here
     */
    void raiseEpoch(StreamsGroupDraft draft, boolean memberChanged, ConfiguredTopology configured, TopicImage topics) {
        StreamsGroup group = draft.group();
        Topology topology = configured.topology();
        long hash = hashes.ofGroup(topology.topics(), topics);
        int validatedEpoch = configured.isReady() ? topology.epoch() : -1;
        SortedMap<String, String> configs = settings.assignment(group.groupId());
        boolean configsChanged = !group.assignmentConfigs().isEmpty()
                && !group.assignmentConfigs().equals(configs);
        if (memberChanged
                || configsChanged
                || hash != group.metadataHash()
                || validatedEpoch != group.validatedTopologyEpoch()) {
            draft.write(StreamsGroupRecords.group(group.groupId(), group.epoch() + 1, hash, validatedEpoch, configs));
        }
    }

    /** Makes a new target if one is due and may be made now; says why not if it may not. */
    @Nullable
    String assign(StreamsGroupDraft draft, ConfiguredTopology configured) {
        StreamsGroup group = draft.group();
        if (group.target().epoch() >= group.epoch()) {
            return null;
        }
        if (draft.softState().firstAssignmentMs() > draft.nowMs()) {
            return "Assignment delayed due to the configured initial rebalance delay.";
        }
        if (!group.target().mayBeReplaced(settings.assignmentIntervalMs(group.groupId()), draft.nowMs())) {
            return "Assignment delayed due to the configured assignment interval.";
        }
        SortedMap<String, MemberSpec> members = new TreeMap<>();
        group.members()
                .forEach(member -> members.put(
                        member.memberId(),
                        new MemberSpec(member.processId(), group.target().of(member.memberId()))));
        Map<String, Tasks> assignment = StickyTaskAssignor.assign(
                members,
                configured.taskCounts(),
                stateful(configured),
                StreamsGroupSettings.standbyReplicas(settings.assignment(group.groupId())));
        group.target()
                .changes(assignment)
                .forEach(
                        (memberId, tasks) -> draft.write(StreamsGroupRecords.target(group.groupId(), memberId, tasks)));
        draft.write(StreamsGroupRecords.target(group.groupId(), group.epoch(), draft.nowMs()));
        return null;
    }

    private static Set<String> stateful(ConfiguredTopology configured) {
        Set<String> stateful = new HashSet<>();
        for (Subtopology subtopology : configured.topology().subtopologies().values()) {
            if (!subtopology.stateChangelogTopics().isEmpty()) {
                stateful.add(subtopology.subtopologyId());
            }
        }
        return stateful;
    }
}
