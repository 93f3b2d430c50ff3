// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.timeline;

import io.barnabas.wire.message.AddPartitionsToTxnResponse;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.message.ConsumerGroupHeartbeatResponse;
import io.barnabas.wire.message.CreateTopicsResponse;
import io.barnabas.wire.message.EndTxnRequest;
import io.barnabas.wire.message.EndTxnResponse;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.HeartbeatResponse;
import io.barnabas.wire.message.InitProducerIdRequest;
import io.barnabas.wire.message.InitProducerIdResponse;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.MetadataResponse;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.ProduceResponse;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.message.ShareGroupHeartbeatResponse;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatResponse;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds in an answer what the client was refused, of the requests that clients live by, and says it with Kafka's words for the error. */
final class Refusals {
    private static final String NO_GROUP = "";

    private final Function<UUID, @Nullable String> topicName;

    Refusals(Function<UUID, @Nullable String> topicName) {
        this.topicName = topicName;
    }

    /** @param told the group, or nothing, and what was refused and why */
    void of(ApiMessage request, ApiMessage response, BiConsumer<String, String> told) {
        if (response instanceof ProduceResponse produced) {
            produced(produced, told);
        } else if (response instanceof FetchResponse fetched) {
            fetched(fetched, told);
        } else if (response instanceof MetadataResponse metadata) {
            metadata.topics()
                    .forEach(topic -> tell(told, NO_GROUP, "asks for topic " + topic.name(), topic.errorCode()));
        } else if (request instanceof HeartbeatRequest asked && response instanceof HeartbeatResponse beat) {
            tell(told, asked.groupId(), "heartbeat of " + asked.memberId(), beat.errorCode());
        } else if (request instanceof JoinGroupRequest asked && response instanceof JoinGroupResponse joined) {
            boolean isRoutine = joined.errorCode() == Errors.MEMBER_ID_REQUIRED.code();
            tell(told, asked.groupId(), "joins", isRoutine ? 0 : joined.errorCode());
        } else if (request instanceof SyncGroupRequest asked && response instanceof SyncGroupResponse synced) {
            tell(told, asked.groupId(), "asks for its partitions as " + asked.memberId(), synced.errorCode());
        } else if (request instanceof OffsetCommitRequest asked && response instanceof OffsetCommitResponse committed) {
            committed(asked, committed, told);
        } else {
            newer(request, response, told);
        }
    }

    private static void newer(ApiMessage request, ApiMessage response, BiConsumer<String, String> told) {
        if (request instanceof ConsumerGroupHeartbeatRequest asked
                && response instanceof ConsumerGroupHeartbeatResponse beat) {
            tell(told, asked.groupId(), "heartbeat of " + asked.memberId(), beat.errorCode(), beat.errorMessage());
        } else if (request instanceof ShareGroupHeartbeatRequest asked
                && response instanceof ShareGroupHeartbeatResponse beat) {
            tell(told, asked.groupId(), "heartbeat of " + asked.memberId(), beat.errorCode(), beat.errorMessage());
        } else if (request instanceof StreamsGroupHeartbeatRequest asked
                && response instanceof StreamsGroupHeartbeatResponse beat) {
            tell(told, asked.groupId(), "heartbeat of " + asked.memberId(), beat.errorCode(), beat.errorMessage());
        } else if (response instanceof CreateTopicsResponse created) {
            created.topics()
                    .forEach(topic -> tell(
                            told, NO_GROUP, "makes topic " + topic.name(), topic.errorCode(), topic.errorMessage()));
        } else {
            transactional(request, response, told);
        }
    }

    private static void transactional(ApiMessage request, ApiMessage response, BiConsumer<String, String> told) {
        if (request instanceof InitProducerIdRequest asked && response instanceof InitProducerIdResponse begun) {
            tell(told, NO_GROUP, "begins as transactional id " + asked.transactionalId(), begun.errorCode());
        } else if (request instanceof EndTxnRequest asked && response instanceof EndTxnResponse ended) {
            String verb = asked.committed() ? "commits" : "aborts";
            tell(told, NO_GROUP, verb + " the transaction of " + asked.transactionalId(), ended.errorCode());
        } else if (response instanceof AddPartitionsToTxnResponse added) {
            added.resultsByTopicV3AndBelow()
                    .forEach(topic -> topic.resultsByPartition()
                            .forEach(partition -> tell(
                                    told,
                                    NO_GROUP,
                                    "adds " + topic.name() + "-" + partition.partitionIndex() + " to its transaction",
                                    partition.partitionErrorCode())));
        }
    }

    private void produced(ProduceResponse response, BiConsumer<String, String> told) {
        for (var topic : response.responses()) {
            for (var partition : topic.partitionResponses()) {
                if (partition.errorCode() != 0) {
                    String name = nameOf(topic.name(), topic.topicId());
                    tell(
                            told,
                            NO_GROUP,
                            "sends to " + name + "-" + partition.index(),
                            partition.errorCode(),
                            partition.errorMessage());
                }
            }
        }
    }

    private void fetched(FetchResponse response, BiConsumer<String, String> told) {
        tell(told, NO_GROUP, "fetches", response.errorCode());
        for (var topic : response.responses()) {
            for (var partition : topic.partitions()) {
                if (partition.errorCode() != 0) {
                    String name = nameOf(topic.topic(), topic.topicId());
                    tell(told, NO_GROUP, "reads " + name + "-" + partition.partitionIndex(), partition.errorCode());
                }
            }
        }
    }

    private void committed(
            OffsetCommitRequest request, OffsetCommitResponse response, BiConsumer<String, String> told) {
        for (var topic : response.topics()) {
            for (var partition : topic.partitions()) {
                if (partition.errorCode() != 0) {
                    String name = nameOf(topic.name(), topic.topicId());
                    tell(
                            told,
                            request.groupId(),
                            "commits " + name + "-" + partition.partitionIndex() + " as " + request.memberId(),
                            partition.errorCode());
                }
            }
        }
    }

    private String nameOf(@Nullable String name, UUID id) {
        if (name != null && !name.isEmpty()) {
            return name;
        }
        String found = topicName.apply(id);
        return found == null ? "a topic that is gone (" + id + ")" : found;
    }

    private static void tell(BiConsumer<String, String> told, String group, String what, short errorCode) {
        tell(told, group, what, errorCode, null);
    }

    private static void tell(
            BiConsumer<String, String> told, String group, String what, short errorCode, @Nullable String message) {
        if (errorCode != 0) {
            Errors error = Errors.forCode(errorCode);
            String why = message == null || message.isEmpty() ? error.message() : message;
            told.accept(group, what + ": " + error.name() + " (" + why.strip().replaceFirst("\\.$", "") + ")");
        }
    }
}
