// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.QuorumVoter;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeQuorumRequest;
import io.barnabas.wire.message.DescribeQuorumResponse;
import io.barnabas.wire.message.DescribeQuorumResponse.Listener;
import io.barnabas.wire.message.DescribeQuorumResponse.Node;
import io.barnabas.wire.message.DescribeQuorumResponse.PartitionData;
import io.barnabas.wire.message.DescribeQuorumResponse.ReplicaState;
import io.barnabas.wire.message.DescribeQuorumResponse.TopicData;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.function.Supplier;

/**
 * Says who keeps the metadata log and how far they are: DescribeQuorum v0 to v2 (KIP-595, KIP-836, KIP-853). The only voter is this node,
 * which has always just been reached and is always caught up. Only {@code __cluster_metadata-0} alone can be asked for.
 */
final class DescribeQuorumHandler implements RequestHandler<DescribeQuorumRequest> {
    private static final short FIRST_VERSION_WITH_DIRECTORIES = 2;

    private final Supplier<MetadataImage> metadata;
    private final Supplier<QuorumVoter> voter;

    DescribeQuorumHandler(Supplier<MetadataImage> metadata, Supplier<QuorumVoter> voter) {
        this.metadata = metadata;
        this.voter = voter;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_QUORUM;
    }

    @Override
    public void handle(RequestContext context, DescribeQuorumRequest request) {
        context.requireOnCluster(Operation.DESCRIBE);
        if (!asksForMetadata(request)) {
            context.respond(unknown(request));
            return;
        }
        DescribeQuorumResponse response = new DescribeQuorumResponse();
        response.topics()
                .add(new TopicData()
                        .setTopicName(TopicInfo.CLUSTER_METADATA)
                        .setPartitions(List.of(describe(metadata.get(), context))));
        if (context.version() >= FIRST_VERSION_WITH_DIRECTORIES) {
            response.nodes()
                    .add(new Node()
                            .setNodeId(voter.get().nodeId())
                            .setListeners(voter.get().listeners().stream()
                                    .map(listener -> new Listener()
                                            .setName(listener.name())
                                            .setHost(listener.host())
                                            .setPort(listener.port()))
                                    .toList()));
        }
        context.respond(response);
    }

    private static boolean asksForMetadata(DescribeQuorumRequest request) {
        if (request.topics().size() != 1) {
            return false;
        }
        DescribeQuorumRequest.TopicData topic = request.topics().get(0);
        return topic.topicName().equals(TopicInfo.CLUSTER_METADATA)
                && topic.partitions().size() == 1
                && topic.partitions().get(0).partitionIndex() == 0;
    }

    private PartitionData describe(MetadataImage image, RequestContext context) {
        ReplicaState state = new ReplicaState()
                .setReplicaId(voter.get().nodeId())
                .setLogEndOffset(image.endOffset())
                .setLastFetchTimestamp(context.nowMs())
                .setLastCaughtUpTimestamp(context.nowMs());
        if (context.version() >= FIRST_VERSION_WITH_DIRECTORIES) {
            state.setReplicaDirectoryId(voter.get().directoryId());
        }
        return new PartitionData()
                .setPartitionIndex(0)
                .setLeaderId(voter.get().nodeId())
                .setLeaderEpoch(image.epoch())
                .setHighWatermark(image.endOffset())
                .setCurrentVoters(List.of(state));
    }

    private static DescribeQuorumResponse unknown(DescribeQuorumRequest request) {
        DescribeQuorumResponse response = new DescribeQuorumResponse();
        for (DescribeQuorumRequest.TopicData topic : request.topics()) {
            response.topics()
                    .add(new TopicData()
                            .setTopicName(topic.topicName())
                            .setPartitions(topic.partitions().stream()
                                    .map(partition -> new PartitionData()
                                            .setPartitionIndex(partition.partitionIndex())
                                            .setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code())
                                            .setErrorMessage(Errors.UNKNOWN_TOPIC_OR_PARTITION.message()))
                                    .toList()));
        }
        return response;
    }

    @Override
    public ApiMessage failed(DescribeQuorumRequest request, short version, Errors error) {
        return new DescribeQuorumResponse().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
