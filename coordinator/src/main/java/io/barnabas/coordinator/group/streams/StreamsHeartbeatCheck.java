// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.CopartitionGroup;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Subtopology;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.Topology;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to hold of a StreamsGroupHeartbeat whatever the group looks like. With Kafka's texts. */
public final class StreamsHeartbeatCheck {

    private StreamsHeartbeatCheck() {}

    /** @throws ApiException INVALID_REQUEST or STREAMS_INVALID_TOPOLOGY */
    public static void check(StreamsGroupHeartbeatRequest request) {
        requireSupported(request);
        requireNotBlank(request.memberId(), "MemberId can't be empty.");
        requireNotBlank(request.groupId(), "GroupId can't be empty.");
        requireNotBlank(request.instanceId(), "InstanceId can't be empty.");
        requireNotBlank(request.rackId(), "RackId can't be empty.");
        int epoch = request.memberEpoch();
        if (epoch == MemberEpoch.JOIN) {
            require(request.rebalanceTimeoutMs() != -1, "RebalanceTimeoutMs must be provided in first request.");
            require(isGivenEmpty(request.activeTasks()), "ActiveTasks must be empty when (re-)joining.");
            require(isGivenEmpty(request.standbyTasks()), "StandbyTasks must be empty when (re-)joining.");
            require(isGivenEmpty(request.warmupTasks()), "WarmupTasks must be empty when (re-)joining.");
            Topology topology = request.topology();
            if (topology == null) {
                throw new ApiException(Errors.INVALID_REQUEST, "Topology must be non-null when (re-)joining.");
            }
            if (topology.epoch() < 0) {
                throw new ApiException(Errors.STREAMS_INVALID_TOPOLOGY_EPOCH, "Topology epoch must be non-negative.");
            }
            topology.subtopologies().forEach(StreamsHeartbeatCheck::check);
        } else {
            require(request.topology() == null, "Topology can only be provided when (re-)joining.");
        }
        if (epoch == MemberEpoch.LEAVE_FOR_A_WHILE) {
            require(request.instanceId() != null, "InstanceId can't be null.");
        }
        require(
                epoch >= MemberEpoch.LEAVE_FOR_A_WHILE,
                "MemberEpoch is " + epoch + ", but must be greater than or equal to -2.");
        boolean none = request.activeTasks() == null && request.standbyTasks() == null && request.warmupTasks() == null;
        boolean all = request.activeTasks() != null && request.standbyTasks() != null && request.warmupTasks() != null;
        require(none || all, "If one task-type is non-null, all must be non-null.");
    }

    /** What the protocol has, and Kafka 4.3 does not. */
    private static void requireSupported(StreamsGroupHeartbeatRequest request) {
        require(request.instanceId() == null, "Static membership is not yet supported.");
        require(request.taskOffsets() == null, "TaskOffsets are not supported yet.");
        require(request.taskEndOffsets() == null, "TaskEndOffsets are not supported yet.");
        require(isEmpty(request.warmupTasks()), "WarmupTasks are not supported yet.");
        Topology topology = request.topology();
        if (topology != null) {
            for (Subtopology subtopology : topology.subtopologies()) {
                require(
                        subtopology.sourceTopicRegex().isEmpty(),
                        "Regular expressions for source topics are not supported yet.");
            }
        }
    }

    private static void check(Subtopology subtopology) {
        subtopology.stateChangelogTopics().forEach(topic -> {
            if (topic.partitions() != 0) {
                throw new ApiException(
                        Errors.STREAMS_INVALID_TOPOLOGY,
                        String.format(
                                "Changelog topic %s must have an undefined partition count, but it is set to %d.",
                                topic.name(), topic.partitions()));
            }
        });
        for (CopartitionGroup group : subtopology.copartitionGroups()) {
            boolean pointsOutside =
                    isOutside(group.sourceTopics(), subtopology.sourceTopics().size())
                            || isOutside(
                                    group.repartitionSourceTopics(),
                                    subtopology.repartitionSourceTopics().size());
            if (pointsOutside) {
                throw new ApiException(
                        Errors.STREAMS_INVALID_TOPOLOGY,
                        "A copartition group of subtopology " + subtopology.subtopologyId()
                                + " has a topic that the subtopology has not.");
            }
        }
    }

    private static boolean isOutside(List<Short> indexes, int size) {
        return indexes.stream().anyMatch(index -> index < 0 || index >= size);
    }

    private static boolean isGivenEmpty(@Nullable List<?> tasks) {
        return tasks != null && tasks.isEmpty();
    }

    private static boolean isEmpty(@Nullable List<?> tasks) {
        return tasks == null || tasks.isEmpty();
    }

    private static void requireNotBlank(@Nullable String value, String message) {
        require(value == null || !value.trim().isEmpty(), message);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new ApiException(Errors.INVALID_REQUEST, message);
        }
    }
}
