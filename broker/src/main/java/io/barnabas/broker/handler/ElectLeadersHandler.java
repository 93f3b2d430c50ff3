// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.PartitionInfo;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ElectLeadersRequest;
import io.barnabas.wire.message.ElectLeadersRequest.TopicPartitions;
import io.barnabas.wire.message.ElectLeadersResponse;
import io.barnabas.wire.message.ElectLeadersResponse.PartitionResult;
import io.barnabas.wire.message.ElectLeadersResponse.ReplicaElectionResult;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Elects leaders: ElectLeaders v0 to v2 (KIP-460). One broker leads all there is, so there is nothing to elect; all that can be asked for in
 * vain is the preferred replica that metadata of a larger cluster has on another broker.
 */
final class ElectLeadersHandler implements RequestHandler<ElectLeadersRequest> {
    private static final byte PREFERRED = 0;
    private static final byte UNCLEAN = 1;

    private final Supplier<MetadataImage> metadata;

    ElectLeadersHandler(Supplier<MetadataImage> metadata) {
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ELECT_LEADERS;
    }

    @Override
    public void handle(RequestContext context, ElectLeadersRequest request) {
        context.requireOnCluster(Operation.ALTER);
        List<TopicPartitions> topics = request.topicPartitions();
        byte type = request.electionType();
        if (type != PREFERRED && type != UNCLEAN && (topics == null || !topics.isEmpty())) {
            context.respond(failed(request, Errors.INVALID_REQUEST, "Unknown election type " + type));
            return;
        }
        MetadataImage image = metadata.get();
        ElectLeadersResponse response = new ElectLeadersResponse();
        if (topics == null) {
            image.topics().forEach(topic -> response.replicaElectionResults().add(needed(topic, type)));
        } else {
            for (TopicPartitions wanted : topics) {
                ReplicaElectionResult result = new ReplicaElectionResult().setTopic(wanted.topic());
                TopicInfo topic = image.topic(wanted.topic());
                for (int index : wanted.partitions()) {
                    result.partitionResult().add(elect(wanted.topic(), topic, index, type));
                }
                response.replicaElectionResults().add(result);
            }
        }
        context.respond(response);
    }

    /** When all are asked for, those that need no election are left out, and yet their topic is named. */
    private static ReplicaElectionResult needed(TopicInfo topic, byte type) {
        ReplicaElectionResult result = new ReplicaElectionResult().setTopic(topic.name());
        for (PartitionInfo partition : topic.partitions()) {
            PartitionResult elected = elect(topic.name(), topic, partition.partition(), type);
            if (elected.errorCode() != Errors.ELECTION_NOT_NEEDED.code()) {
                result.partitionResult().add(elected);
            }
        }
        return result;
    }

    private static PartitionResult elect(String name, @Nullable TopicInfo topic, int index, byte type) {
        PartitionInfo partition = topic == null ? null : topic.partition(index);
        if (topic == null) {
            return result(index, Errors.UNKNOWN_TOPIC_OR_PARTITION, "No such topic as " + name);
        }
        if (partition == null) {
            return result(index, Errors.UNKNOWN_TOPIC_OR_PARTITION, "No such partition as " + name + "-" + index);
        }
        boolean preferred = partition.leader() == partition.replicas().get(0);
        return type == UNCLEAN || preferred
                ? result(index, Errors.ELECTION_NOT_NEEDED, "Leader election not needed for topic partition.")
                : result(index, Errors.PREFERRED_LEADER_NOT_AVAILABLE, Errors.PREFERRED_LEADER_NOT_AVAILABLE.message());
    }

    private static PartitionResult result(int index, Errors error, String message) {
        return new PartitionResult()
                .setPartitionId(index)
                .setErrorCode(error.code())
                .setErrorMessage(message);
    }

    @Override
    public ApiMessage failed(ElectLeadersRequest request, short version, Errors error) {
        return failed(request, error, error.message());
    }

    private static ElectLeadersResponse failed(ElectLeadersRequest request, Errors error, String message) {
        ElectLeadersResponse response = new ElectLeadersResponse().setErrorCode(error.code());
        List<TopicPartitions> topics = request.topicPartitions();
        for (TopicPartitions topic : topics == null ? List.<TopicPartitions>of() : topics) {
            response.replicaElectionResults()
                    .add(new ReplicaElectionResult()
                            .setTopic(topic.topic())
                            .setPartitionResult(topic.partitions().stream()
                                    .map(index -> result(index, error, message))
                                    .toList()));
        }
        return response;
    }
}
