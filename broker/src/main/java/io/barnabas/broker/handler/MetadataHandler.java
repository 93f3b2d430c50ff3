// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.metadata.AutoCreation;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.PartitionInfo;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.metadata.TopicNames;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.MetadataRequest;
import io.barnabas.wire.message.MetadataRequest.MetadataRequestTopic;
import io.barnabas.wire.message.MetadataResponse;
import io.barnabas.wire.message.MetadataResponse.MetadataResponseBroker;
import io.barnabas.wire.message.MetadataResponse.MetadataResponsePartition;
import io.barnabas.wire.message.MetadataResponse.MetadataResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says which topics and partitions there are and where: Metadata v0 to v13, by name or by topic id (KIP-516), with authorized
 * operations (KIP-430). Makes missing topics when the client lets it and {@code auto.create.topics.enable} is on.
 *
 * <p>Unlike Kafka, the answer to the request that makes a topic has the new topic already; Kafka answers
 * UNKNOWN_TOPIC_OR_PARTITION and the client asks again.
 */
public final class MetadataHandler implements RequestHandler<MetadataRequest> {
    private static final short NULL_MEANS_ALL = 1;
    private static final short AUTHORIZED_OPERATIONS = 8;
    private static final short LAST_WITH_CLUSTER_OPERATIONS = 10;
    private static final short BY_TOPIC_ID = 12;
    private static final short WHOLE_ERROR = 13;

    private final Supplier<MetadataImage> metadata;
    private final AutoCreation autoCreation;
    private final Function<RequestContext.Client, Endpoint> endpoints;
    private final @Nullable String rack;

    /** @param endpoints where a client is told to connect */
    public MetadataHandler(
            Supplier<MetadataImage> metadata,
            AutoCreation autoCreation,
            Function<RequestContext.Client, Endpoint> endpoints,
            @Nullable String rack) {
        this.metadata = metadata;
        this.autoCreation = autoCreation;
        this.endpoints = endpoints;
        this.rack = rack;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.METADATA;
    }

    @Override
    public void handle(RequestContext context, MetadataRequest request) {
        MetadataImage image = metadata.get();
        List<MetadataRequestTopic> wanted = request.topics();
        boolean all = wanted == null || (context.version() < NULL_MEANS_ALL && wanted.isEmpty());
        if (all || wanted == null) {
            MetadataResponse response = brokers(context, request, image);
            image.topics()
                    .filter(topic -> context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic.name()))
                    .forEach(topic -> response.topics().add(describe(context, request, image, topic)));
            context.respond(response);
            return;
        }
        checkForm(wanted, context.version());
        Set<UUID> ids = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (MetadataRequestTopic topic : wanted) {
            if (!topic.topicId().equals(Uuids.ZERO)) {
                ids.add(topic.topicId());
            } else if (topic.name() != null) {
                names.add(topic.name());
            }
        }
        if (!ids.isEmpty()) {
            context.respond(byId(context, request, image, ids));
            return;
        }
        byName(context, request, image, names);
    }

    private static void checkForm(List<MetadataRequestTopic> topics, short version) {
        for (MetadataRequestTopic topic : topics) {
            boolean named = topic.name() != null;
            if (version >= BY_TOPIC_ID && !named && topic.topicId().equals(Uuids.ZERO)) {
                throw new ApiException(Errors.INVALID_REQUEST, "Neither topic name nor id were specified.");
            }
            if (version >= BY_TOPIC_ID) {
                continue;
            }
            if (!named) {
                throw new ApiException(Errors.INVALID_REQUEST, "Topic name can not be null for version " + version);
            }
            if (!topic.topicId().equals(Uuids.ZERO)) {
                throw new ApiException(
                        Errors.INVALID_REQUEST, "Topic IDs are not supported in requests for version " + version);
            }
        }
    }

    private MetadataResponse byId(RequestContext context, MetadataRequest request, MetadataImage image, Set<UUID> ids) {
        MetadataResponse response = brokers(context, request, image);
        for (UUID id : ids) {
            TopicInfo topic = image.topic(id);
            if (topic == null) {
                response.topics().add(failed(Errors.UNKNOWN_TOPIC_ID, null).setTopicId(id));
            } else if (!context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, topic.name())) {
                response.topics()
                        .add(failed(Errors.TOPIC_AUTHORIZATION_FAILED, null).setTopicId(id));
            } else {
                response.topics().add(describe(context, request, image, topic));
            }
        }
        return response;
    }

    private void byName(RequestContext context, MetadataRequest request, MetadataImage image, Set<String> names) {
        Map<String, Errors> refused = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        boolean mayCreate = request.allowAutoTopicCreation() && autoCreation.isEnabled();
        for (String name : names) {
            if (!context.allowed(Operation.DESCRIBE, ResourceType.TOPIC, name)) {
                refused.put(name, Errors.TOPIC_AUTHORIZATION_FAILED);
            } else if (image.topic(name) == null) {
                if (!TopicNames.isValid(name)) {
                    refused.put(name, Errors.INVALID_TOPIC_EXCEPTION);
                } else if (!mayCreate) {
                    refused.put(name, Errors.UNKNOWN_TOPIC_OR_PARTITION);
                } else if (!mayCreate(context, name)) {
                    refused.put(name, Errors.TOPIC_AUTHORIZATION_FAILED);
                } else {
                    missing.add(name);
                }
            }
        }
        if (missing.isEmpty()) {
            context.respond(describe(context, request, image, names, refused));
            return;
        }
        context.respondWhenDone(autoCreation.create(missing).thenApply(outcome -> {
            outcome.forEach((name, error) -> {
                if (error != Errors.NONE) {
                    refused.put(name, error);
                }
            });
            return describe(context, request, metadata.get(), names, refused);
        }));
    }

    private static boolean mayCreate(RequestContext context, String topic) {
        return context.allowedOnCluster(Operation.CREATE)
                || context.allowed(Operation.CREATE, ResourceType.TOPIC, topic);
    }

    private MetadataResponse describe(
            RequestContext context,
            MetadataRequest request,
            MetadataImage image,
            Set<String> names,
            Map<String, Errors> refused) {
        MetadataResponse response = brokers(context, request, image);
        for (String name : names) {
            Errors error = refused.get(name);
            TopicInfo topic = image.topic(name);
            if (error != null || topic == null) {
                response.topics().add(failed(error == null ? Errors.UNKNOWN_TOPIC_OR_PARTITION : error, name));
            } else {
                response.topics().add(describe(context, request, image, topic));
            }
        }
        return response;
    }

    private MetadataResponse brokers(RequestContext context, MetadataRequest request, MetadataImage image) {
        Endpoint endpoint = endpoints.apply(context.client());
        MetadataResponse response =
                new MetadataResponse().setClusterId(image.clusterId()).setControllerId(image.nodeId());
        response.brokers()
                .add(new MetadataResponseBroker()
                        .setNodeId(image.nodeId())
                        .setHost(endpoint.host())
                        .setPort(endpoint.port())
                        .setRack(rack));
        short version = context.version();
        if (request.includeClusterAuthorizedOperations()
                && version >= AUTHORIZED_OPERATIONS
                && version <= LAST_WITH_CLUSTER_OPERATIONS) {
            response.setClusterAuthorizedOperations(
                    context.allowedOnCluster(Operation.DESCRIBE)
                            ? context.authorizedOperations(ResourceType.CLUSTER, ResourceType.CLUSTER_NAME)
                            : 0);
        }
        return response;
    }

    private static MetadataResponseTopic describe(
            RequestContext context, MetadataRequest request, MetadataImage image, TopicInfo topic) {
        List<MetadataResponsePartition> partitions =
                new ArrayList<>(topic.partitions().size());
        for (PartitionInfo partition : topic.partitions()) {
            boolean led = partition.leader() != PartitionInfo.NO_LEADER;
            partitions.add(new MetadataResponsePartition()
                    .setErrorCode(led ? Errors.NONE.code() : Errors.LEADER_NOT_AVAILABLE.code())
                    .setPartitionIndex(partition.partition())
                    .setLeaderId(partition.leader())
                    .setLeaderEpoch(partition.leaderEpoch())
                    .setReplicaNodes(partition.replicas())
                    .setIsrNodes(partition.isr())
                    .setOfflineReplicas(partition.offlineReplicas(image.nodeId())));
        }
        MetadataResponseTopic answer = new MetadataResponseTopic()
                .setErrorCode(Errors.NONE.code())
                .setName(topic.name())
                .setTopicId(topic.id())
                .setIsInternal(topic.isInternal())
                .setPartitions(partitions);
        if (request.includeTopicAuthorizedOperations() && context.version() >= AUTHORIZED_OPERATIONS) {
            answer.setTopicAuthorizedOperations(context.authorizedOperations(ResourceType.TOPIC, topic.name()));
        }
        return answer;
    }

    private static MetadataResponseTopic failed(Errors error, @Nullable String name) {
        return new MetadataResponseTopic()
                .setErrorCode(error.code())
                .setName(name)
                .setIsInternal(name != null && TopicInfo.isInternal(name));
    }

    @Override
    public ApiMessage failed(MetadataRequest request, short version, Errors error) {
        MetadataResponse response = new MetadataResponse();
        if (version >= WHOLE_ERROR) {
            response.setErrorCode(error.code());
        }
        List<MetadataRequestTopic> topics = request.topics();
        if (topics != null) {
            for (MetadataRequestTopic topic : topics) {
                String name = topic.name();
                response.topics()
                        .add(failed(error, name == null && version < BY_TOPIC_ID ? "" : name)
                                .setTopicId(topic.topicId()));
            }
        }
        return response;
    }
}
