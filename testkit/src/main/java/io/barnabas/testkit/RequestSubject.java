// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.wire.message.AddOffsetsToTxnRequest;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.message.CreatePartitionsRequest;
import io.barnabas.wire.message.CreateTopicsRequest;
import io.barnabas.wire.message.DeleteRecordsRequest;
import io.barnabas.wire.message.DeleteTopicsRequest;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FindCoordinatorRequest;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.LeaveGroupRequest;
import io.barnabas.wire.message.ListOffsetsRequest;
import io.barnabas.wire.message.MetadataRequest;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetFetchRequest;
import io.barnabas.wire.message.OffsetForLeaderEpochRequest;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.message.ShareAcknowledgeRequest;
import io.barnabas.wire.message.ShareFetchRequest;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.message.TxnOffsetCommitRequest;
import io.barnabas.wire.protocol.ApiMessage;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about: topics with partitions, and groups.
 *
 * @param topicNames the name of a topic by its id, or null
 */
record RequestSubject(ApiMessage body, Function<UUID, @Nullable String> topicNames) {
    /** A topic that is named without partitions. */
    private static final int NO_PARTITION = -1;

    private record Named(@Nullable String topic, int partition) {}

    boolean isAboutTopic(String topic) {
        return named().anyMatch(named -> topic.equals(named.topic()));
    }

    boolean isAboutPartition(String topic, int partition) {
        return named().anyMatch(named -> topic.equals(named.topic()) && named.partition() == partition);
    }

    boolean isAboutGroup(String group) {
        return groups().anyMatch(group::equals);
    }

    private Stream<Named> named() {
        if (body instanceof ProduceRequest request) {
            return request.topicData().stream()
                    .flatMap(topic -> topic.partitionData().stream()
                            .map(partition -> named(topic.name(), topic.topicId(), partition.index())));
        } else if (body instanceof FetchRequest request) {
            return request.topics().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> named(topic.topic(), topic.topicId(), partition.partition())));
        } else if (body instanceof ListOffsetsRequest request) {
            return request.topics().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new Named(topic.name(), partition.partitionIndex())));
        } else if (body instanceof OffsetForLeaderEpochRequest request) {
            return request.topics().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new Named(topic.topic(), partition.partition())));
        } else if (body instanceof DeleteRecordsRequest request) {
            return request.topics().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new Named(topic.name(), partition.partitionIndex())));
        } else if (body instanceof OffsetCommitRequest request) {
            return request.topics().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> named(topic.name(), topic.topicId(), partition.partitionIndex())));
        } else if (body instanceof TxnOffsetCommitRequest request) {
            return request.topics().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new Named(topic.name(), partition.partitionIndex())));
        }
        return topicsAlone();
    }

    private Stream<Named> topicsAlone() {
        if (body instanceof MetadataRequest request && request.topics() != null) {
            return request.topics().stream().map(topic -> named(topic.name(), topic.topicId(), NO_PARTITION));
        } else if (body instanceof CreateTopicsRequest request) {
            return request.topics().stream().map(topic -> new Named(topic.name(), NO_PARTITION));
        } else if (body instanceof CreatePartitionsRequest request) {
            return request.topics().stream().map(topic -> new Named(topic.name(), NO_PARTITION));
        } else if (body instanceof DeleteTopicsRequest request) {
            return Stream.concat(
                    request.topicNames().stream().map(name -> new Named(name, NO_PARTITION)),
                    request.topics().stream().map(topic -> named(topic.name(), topic.topicId(), NO_PARTITION)));
        }
        return Stream.empty();
    }

    /** Versions of a request name topics in the one way or the other. */
    private Named named(@Nullable String name, UUID id, int partition) {
        return new Named(name == null || name.isEmpty() ? topicNames.apply(id) : name, partition);
    }

    private Stream<String> groups() {
        if (body instanceof FindCoordinatorRequest request) {
            return Stream.concat(Stream.of(request.key()), request.coordinatorKeys().stream());
        } else if (body instanceof OffsetFetchRequest request) {
            return Stream.concat(
                    Stream.of(request.groupId()), request.groups().stream().map(group -> group.groupId()));
        }
        return Stream.ofNullable(group());
    }

    private @Nullable String group() {
        String group = groupOfClassicMember(body);
        return group == null ? groupOfOtherMember(body) : group;
    }

    private static @Nullable String groupOfClassicMember(ApiMessage body) {
        if (body instanceof JoinGroupRequest request) {
            return request.groupId();
        } else if (body instanceof SyncGroupRequest request) {
            return request.groupId();
        } else if (body instanceof HeartbeatRequest request) {
            return request.groupId();
        } else if (body instanceof LeaveGroupRequest request) {
            return request.groupId();
        } else if (body instanceof OffsetCommitRequest request) {
            return request.groupId();
        } else if (body instanceof TxnOffsetCommitRequest request) {
            return request.groupId();
        }
        return body instanceof AddOffsetsToTxnRequest request ? request.groupId() : null;
    }

    private static @Nullable String groupOfOtherMember(ApiMessage body) {
        if (body instanceof ConsumerGroupHeartbeatRequest request) {
            return request.groupId();
        } else if (body instanceof StreamsGroupHeartbeatRequest request) {
            return request.groupId();
        } else if (body instanceof ShareGroupHeartbeatRequest request) {
            return request.groupId();
        } else if (body instanceof ShareFetchRequest request) {
            return request.groupId();
        }
        return body instanceof ShareAcknowledgeRequest request ? request.groupId() : null;
    }
}
