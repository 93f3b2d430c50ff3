// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.EMPTY;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicMember;
import io.barnabas.coordinator.group.classic.Heartbeat;
import io.barnabas.coordinator.group.modern.CommitClaim;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.OffsetCommitResponse.OffsetCommitResponsePartition;
import io.barnabas.wire.message.OffsetCommitResponse.OffsetCommitResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OffsetCommit: by a member of the present generation, or, while nobody is a member, by anyone who claims no generation
 * (a consumer with partitions of its own choice, or an administrator). Topics come with their names and, where known,
 * their ids, and exist.
 */
public final class OffsetCommit {

    private static final int FIRST_VERSION_WITH_EPOCHS = 9;
    private static final long BROKER_RETENTION = -1;

    private final Groups groups;
    private final GroupConfig config;

    public OffsetCommit(Groups groups, GroupConfig config) {
        this.groups = groups;
        this.config = config;
    }

    /**
     * Decides on all partitions of the request.
     *
     * @throws ApiException when the group does not accept the commit; it concerns all partitions
     */
    public CoordinatorResult<OffsetCommitResponse> decide(
            RequestOrigin origin, OffsetCommitRequest request, long nowMs) {
        ModernGroup modern = groups.modern(request.groupId());
        ClassicGroup group = groups.find(request.groupId());
        ClassicMember member = null;
        if (modern != null) {
            modern.validateCommit(claim(origin, request));
        } else if (group != null) {
            member = validate(group, request);
        } else {
            validateWithoutGroup(origin, request);
        }
        List<CoordinatorRecord> records = new ArrayList<>();
        List<OffsetCommitResponseTopic> answers = new ArrayList<>();
        for (OffsetCommitRequestTopic topic : request.topics()) {
            List<OffsetCommitResponsePartition> partitions = new ArrayList<>();
            for (OffsetCommitRequestPartition partition : topic.partitions()) {
                Errors error = commit(request, topic, partition, nowMs, records);
                partitions.add(new OffsetCommitResponsePartition()
                        .setPartitionIndex(partition.partitionIndex())
                        .setErrorCode(error.code()));
            }
            answers.add(new OffsetCommitResponseTopic()
                    .setName(topic.name())
                    .setTopicId(topic.topicId())
                    .setPartitions(partitions));
        }
        List<TimerChange> timers =
                group == null || member == null ? List.of() : List.of(Heartbeat.signOfLife(group, member));
        return CoordinatorResult.of(new OffsetCommitResponse().setTopics(answers), records)
                .withTimers(timers);
    }

    private Errors commit(
            OffsetCommitRequest request,
            OffsetCommitRequestTopic topic,
            OffsetCommitRequestPartition partition,
            long nowMs,
            List<CoordinatorRecord> records) {
        String metadata = partition.committedMetadata() == null ? "" : partition.committedMetadata();
        if (metadata.length() > config.offsetMetadataMaxBytes()) {
            return Errors.OFFSET_METADATA_TOO_LARGE;
        }
        long expireMs = request.retentionTimeMs() == BROKER_RETENTION
                ? CommittedOffset.NO_EXPIRY
                : nowMs + request.retentionTimeMs();
        var offset = new CommittedOffset(
                partition.committedOffset(),
                partition.committedLeaderEpoch(),
                metadata,
                nowMs,
                expireMs,
                topic.topicId(),
                0);
        records.add(offset.record(request.groupId(), topic.name(), partition.partitionIndex()));
        return Errors.NONE;
    }

    private static CommitClaim claim(RequestOrigin origin, OffsetCommitRequest request) {
        List<CommitClaim.Partition> partitions = new ArrayList<>();
        for (OffsetCommitRequestTopic topic : request.topics()) {
            topic.partitions()
                    .forEach(partition -> partitions.add(
                            new CommitClaim.Partition(topic.topicId(), topic.name(), partition.partitionIndex())));
        }
        return new CommitClaim(
                request.memberId(),
                request.groupInstanceId(),
                request.generationIdOrMemberEpoch(),
                false,
                origin.version(),
                partitions);
    }

    private static void validateWithoutGroup(RequestOrigin origin, OffsetCommitRequest request) {
        if (request.generationIdOrMemberEpoch() >= 0) {
            throw new ApiException(
                    origin.version() >= FIRST_VERSION_WITH_EPOCHS
                            ? Errors.GROUP_ID_NOT_FOUND
                            : Errors.ILLEGAL_GENERATION,
                    "Group " + request.groupId() + " is not known.");
        }
    }

    /** The member that commits, or null when none does and none need to. */
    private static @Nullable ClassicMember validate(ClassicGroup group, OffsetCommitRequest request) {
        int generation = request.generationIdOrMemberEpoch();
        if (generation < 0 && group.is(EMPTY)) {
            return null;
        }
        ClassicMember member = group.validateMember(request.memberId(), request.groupInstanceId());
        GenerationCheck.requirePresent(group, generation);
        GenerationCheck.requireAssigned(group);
        return member;
    }
}
