// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.modern.HeartbeatPace;
import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse.Status;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse.TaskIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * StreamsGroupHeartbeat (KIP-1071): a member joins, lives, tells its topology and what it has, and learns what it may run.
 * One that leaves is the matter of {@link StreamsGroupLeave}.
 */
public final class StreamsGroupHeartbeat {

    private final StreamsGroupParts parts;

    StreamsGroupHeartbeat(StreamsGroupParts parts) {
        this.parts = parts;
    }

    /** Decides on a request that {@link StreamsHeartbeatCheck} found good. */
    public CoordinatorResult<StreamsHeartbeatResult> decide(
            RequestOrigin origin, StreamsGroupHeartbeatRequest request, long nowMs) {
        TopicImage topics = parts.topics().get();
        boolean joins = request.memberEpoch() == MemberEpoch.JOIN;
        StreamsGroupDraft draft = joins
                ? StreamsGroupLookup.findOrCreate(parts.groups(), request.groupId(), nowMs)
                : StreamsGroupLookup.draft(parts.groups(), request.groupId(), nowMs);
        if (joins) {
            MemberAdmission.requireRoom(draft.group(), parts.settings().maxSize());
        }
        Tasks owned = OwnedTasks.of(request);
        StreamsMember member = MemberAdmission.admit(draft.group(), request.memberId(), request.memberEpoch(), owned);
        if (joins) {
            parts.groups().note(request.groupId(), "member " + request.memberId() + " joins");
        }
        if (request.shutdownApplication()) {
            draft.remember(draft.softState().withShutdown(member.memberId()));
        }
        boolean memberChanged = update(draft, member, metadata(member, origin, request));
        Topology topology = TopologyUpdate.update(draft, request);
        ConfiguredTopology configured = draft.configure(topology, topics);
        OwnedTasks.check(owned, configured);
        parts.target().raiseEpoch(draft, memberChanged, configured, topics);
        delayFirstAssignment(draft);
        String delay = parts.target().assign(draft, configured);
        CurrentAssignment current = MemberProgress.advance(draft, member.memberId(), owned);
        draft.setTimer(
                StreamsGroupTimers.session(request.groupId(), member.memberId()),
                parts.settings().sessionTimeoutMs(request.groupId()));

        StreamsGroupHeartbeatResponse response = answer(origin, draft, member, current, joins);
        tellEndpoints(draft, request, configured, topics, response);
        response.setStatus(statuses(draft, member.memberId(), configured, delay));
        return draft.result(
                parts.groups(),
                new StreamsHeartbeatResult(
                        response,
                        configured.missing().values(),
                        parts.settings().heartbeatIntervalMs(request.groupId())));
    }

    /** What the member is known for, with what it says anew. */
    private static MemberMetadata metadata(
            StreamsMember member, RequestOrigin origin, StreamsGroupHeartbeatRequest request) {
        MemberMetadata old = member.metadata();
        StreamsGroupHeartbeatRequest.Endpoint endpoint = request.userEndpoint();
        Map<String, String> tags = new HashMap<>();
        if (request.clientTags() != null) {
            request.clientTags().forEach(tag -> tags.put(tag.key(), tag.value()));
        }
        return new MemberMetadata(
                old.instanceId(),
                request.rackId() == null ? old.rackId() : request.rackId(),
                origin.clientId(),
                origin.clientHost(),
                request.rebalanceTimeoutMs() == -1 ? old.rebalanceTimeoutMs() : request.rebalanceTimeoutMs(),
                request.topology() == null
                        ? old.topologyEpoch()
                        : request.topology().epoch(),
                request.processId() == null ? old.processId() : request.processId(),
                endpoint == null ? old.endpoint() : new MemberMetadata.Endpoint(endpoint.host(), endpoint.port()),
                request.clientTags() == null ? old.clientTags() : MemberMetadata.sorted(tags));
    }

    /** Writes what is new, and says whether anything is. */
    private static boolean update(StreamsGroupDraft draft, StreamsMember member, MemberMetadata metadata) {
        if (draft.group().find(member.memberId()) != null && metadata.equals(member.metadata())) {
            return false;
        }
        draft.write(StreamsGroupRecords.member(draft.groupId(), member.memberId(), metadata));
        return true;
    }

    /** Gives a new group's members time to come, before they get their tasks. */
    private void delayFirstAssignment(StreamsGroupDraft draft) {
        int delayMs = parts.settings().initialRebalanceDelayMs(draft.groupId());
        if (draft.before().isEmpty() && delayMs > 0 && draft.softState().firstAssignmentMs() <= draft.nowMs()) {
            draft.remember(draft.softState().withFirstAssignment(draft.nowMs() + delayMs));
            draft.setTimer(StreamsGroupTimers.firstAssignment(draft.groupId()), delayMs);
        }
    }

    private StreamsGroupHeartbeatResponse answer(
            RequestOrigin origin,
            StreamsGroupDraft draft,
            StreamsMember before,
            CurrentAssignment current,
            boolean joins) {
        StreamsGroup group = draft.group();
        StreamsMember member = group.get(before.memberId());
        var response = new StreamsGroupHeartbeatResponse()
                .setMemberId(before.memberId())
                .setMemberEpoch(current.epoch())
                .setHeartbeatIntervalMs(HeartbeatPace.intervalMs(
                        origin,
                        parts.settings().heartbeatIntervalMs(group.groupId()),
                        draft.nowMs() - group.target().timestampMs(),
                        group.members().size(),
                        group.state() == StreamsGroupState.STABLE));
        Tasks tasks = current.assigned().tasks();
        if (joins || !tasks.equals(before.current().assigned().tasks())) {
            response.setActiveTasks(taskIds(tasks.active()))
                    .setStandbyTasks(taskIds(tasks.standby()))
                    .setWarmupTasks(taskIds(tasks.warmup()));
            if (member.metadata().endpoint() != null) {
                draft.remember(draft.softState().withNextEndpointEpoch());
            }
        }
        return response;
    }

    private static List<TaskIds> taskIds(Collection<TaskId> tasks) {
        return TaskId.bySubtopology(
                tasks,
                (subtopology, partitions) ->
                        new TaskIds().setSubtopologyId(subtopology).setPartitions(partitions));
    }

    private static void tellEndpoints(
            StreamsGroupDraft draft,
            StreamsGroupHeartbeatRequest request,
            ConfiguredTopology configured,
            TopicImage topics,
            StreamsGroupHeartbeatResponse response) {
        int epoch = draft.softState().endpointEpoch();
        if (epoch != request.endpointInformationEpoch()) {
            response.setPartitionsByUserEndpoint(Endpoints.of(draft.group(), configured, topics));
        }
        response.setEndpointInformationEpoch(epoch);
    }

    private static List<Status> statuses(
            StreamsGroupDraft draft, String memberId, ConfiguredTopology configured, @Nullable String delay) {
        List<Status> statuses = new ArrayList<>();
        int memberEpoch = draft.group().get(memberId).metadata().topologyEpoch();
        int groupEpoch = configured.topology().epoch();
        if (memberEpoch < groupEpoch) {
            statuses.add(StreamsStatus.STALE_TOPOLOGY.with(String.format(
                    "The member's topology epoch %d is behind the group's topology epoch %d.",
                    memberEpoch, groupEpoch)));
        }
        if (delay != null) {
            statuses.add(StreamsStatus.ASSIGNMENT_DELAYED.with(delay));
        }
        ConfiguredTopology.Problem problem = configured.problem();
        if (problem != null) {
            statuses.add(problem.status().with(problem.detail()));
        }
        String shutdownBy = draft.softState().shutdownBy();
        if (shutdownBy != null) {
            statuses.add(StreamsStatus.SHUTDOWN_APPLICATION.with(String.format(
                    "Streams group member %s encountered a fatal error and requested a shutdown for the entire "
                            + "application.",
                    shutdownBy)));
        }
        return statuses;
    }
}
