// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static io.barnabas.coordinator.group.classic.ClassicGroupState.EMPTY;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.modern.CommitClaim;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.coordinator.runtime.TransactionalProducer;
import io.barnabas.wire.message.TxnOffsetCommitRequest;
import io.barnabas.wire.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.barnabas.wire.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.barnabas.wire.message.TxnOffsetCommitResponse;
import io.barnabas.wire.message.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import io.barnabas.wire.message.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * TxnOffsetCommit (KIP-98, KIP-447): offsets that count once the producer's transaction commits. A producer of old names no
 * member and no generation and is let in by its transaction alone; one that names them must be right.
 */
public final class TxnOffsetCommit {
    private static final UUID NO_TOPIC_ID = new UUID(0, 0);

    private final Groups groups;
    private final Supplier<TopicImage> topics;
    private final GroupConfig config;

    public TxnOffsetCommit(Groups groups, Supplier<TopicImage> topics, GroupConfig config) {
        this.topics = topics;
        this.groups = groups;
        this.config = config;
    }

    /**
     * Decides on all partitions of the request; the producer's transaction has been asked and includes this group.
     *
     * @throws ApiException when the group does not accept the commit; it concerns all partitions
     */
    public CoordinatorResult<TxnOffsetCommitResponse> decide(TxnOffsetCommitRequest request, long nowMs) {
        validate(request);
        List<CoordinatorRecord> records = new ArrayList<>();
        List<TxnOffsetCommitResponseTopic> answers = new ArrayList<>();
        for (TxnOffsetCommitRequestTopic topic : request.topics()) {
            List<TxnOffsetCommitResponsePartition> partitions = new ArrayList<>();
            for (TxnOffsetCommitRequestPartition partition : topic.partitions()) {
                Errors error = commit(request.groupId(), topic.name(), partition, nowMs, records);
                partitions.add(new TxnOffsetCommitResponsePartition()
                        .setPartitionIndex(partition.partitionIndex())
                        .setErrorCode(error.code()));
            }
            answers.add(new TxnOffsetCommitResponseTopic().setName(topic.name()).setPartitions(partitions));
        }
        return CoordinatorResult.of(new TxnOffsetCommitResponse().setTopics(answers), records)
                .inTransactionOf(new TransactionalProducer(request.producerId(), request.producerEpoch()));
    }

    private void validate(TxnOffsetCommitRequest request) {
        ModernGroup modern = groups.modern(request.groupId());
        if (modern != null) {
            validateModern(modern, request);
            return;
        }
        ClassicGroup group = groups.find(request.groupId());
        int generation = request.generationId();
        if (group == null) {
            if (generation >= 0) {
                throw new ApiException(
                        Errors.ILLEGAL_GENERATION,
                        "Group " + request.groupId() + " has no generation " + generation + ", it is not known.");
            }
            return;
        }
        if (generation < 0 && group.is(EMPTY)) {
            return;
        }
        boolean namesMember = generation >= 0 || !request.memberId().isEmpty() || request.groupInstanceId() != null;
        if (namesMember) {
            group.validateMember(request.memberId(), request.groupInstanceId());
            GenerationCheck.requirePresent(group, generation);
        }
        GenerationCheck.requireAssigned(group);
    }

    /** A producer is told of generations, whatever its consumer's group calls them. */
    private void validateModern(ModernGroup group, TxnOffsetCommitRequest request) {
        List<CommitClaim.Partition> partitions = new ArrayList<>();
        for (TxnOffsetCommitRequestTopic topic : request.topics()) {
            TopicImage.Topic known = topics.get().topic(topic.name());
            UUID id = known == null ? NO_TOPIC_ID : known.id();
            topic.partitions()
                    .forEach(partition ->
                            partitions.add(new CommitClaim.Partition(id, topic.name(), partition.partitionIndex())));
        }
        var claim = new CommitClaim(
                request.memberId(), request.groupInstanceId(), request.generationId(), true, (short) 0, partitions);
        try {
            group.validateCommit(claim);
        } catch (ApiException e) {
            throw e.error() == Errors.STALE_MEMBER_EPOCH
                    ? new ApiException(Errors.ILLEGAL_GENERATION, e.getMessage())
                    : e;
        }
    }

    private Errors commit(
            String groupId,
            String topic,
            TxnOffsetCommitRequestPartition partition,
            long nowMs,
            List<CoordinatorRecord> records) {
        String metadata = partition.committedMetadata() == null ? "" : partition.committedMetadata();
        if (metadata.length() > config.offsetMetadataMaxBytes()) {
            return Errors.OFFSET_METADATA_TOO_LARGE;
        }
        var offset = new CommittedOffset(
                partition.committedOffset(),
                partition.committedLeaderEpoch(),
                metadata,
                nowMs,
                CommittedOffset.NO_EXPIRY,
                NO_TOPIC_ID,
                0);
        records.add(offset.record(groupId, topic, partition.partitionIndex()));
        return Errors.NONE;
    }
}
