// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.MetadataNode;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Authorizer;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetFetchRequest;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.barnabas.wire.message.OffsetFetchResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator in memory and metadata with one topic, for the group handlers. Every answer, and the answer to a failure, is
 * also written in its version.
 */
final class GroupBroker implements AutoCloseable {

    static final String TOPIC = "orders";
    static final UUID TOPIC_ID = new UUID(3, 4);

    private static final long NOW_MS = 1_700_000_000_000L;

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final GroupCoordinator coordinator = MemoryShard.groups();
    private final MetadataNode node;
    private Authorizer authorizer = Authorizer.ALLOW_ALL;
    private UUID askedTopicId = TOPIC_ID;

    private GroupBroker(MetadataNode node) {
        this.node = node;
    }

    static GroupBroker start(Path directory) throws Exception {
        var broker = new GroupBroker(MetadataNode.start(directory));
        TopicInfo topic = broker.metadata()
                .submit(new InternalTopic(TOPIC, 2, Map.of(), () -> TOPIC_ID))
                .get();
        assertThat(topic.id()).isEqualTo(TOPIC_ID);
        return broker;
    }

    @Override
    public void close() {
        node.close();
        loop.shutdownNow();
    }

    MetadataLoop metadata() {
        return node.metadata();
    }

    GroupCoordinator coordinator() {
        return coordinator;
    }

    void authorize(Authorizer other) {
        authorizer = other;
    }

    /** The id under which fetches of version 10 ask for the topic. */
    void useTopicId(UUID topicId) {
        askedTopicId = topicId;
    }

    OffsetCommitHandler committer() {
        return new OffsetCommitHandler(coordinator, metadata()::image);
    }

    OffsetFetchHandler fetcher() {
        return new OffsetFetchHandler(coordinator, metadata()::image);
    }

    void deny(Operation denied, ResourceType deniedType, String deniedName) {
        authorizer = (principal, host, operation, type, name) ->
                operation != denied || type != deniedType || !name.equals(deniedName);
    }

    static OffsetCommitRequestTopic commitOf(String topic, int... partitions) {
        var commit = new OffsetCommitRequestTopic().setName(topic);
        for (int partition : partitions) {
            commit.partitions()
                    .add(new OffsetCommitRequestPartition()
                            .setPartitionIndex(partition)
                            .setCommittedOffset(7)
                            .setCommittedMetadata("m"));
        }
        return commit;
    }

    OffsetFetchRequest fetchOf(int version, String topic, int partition) {
        if (version < 8) {
            return new OffsetFetchRequest()
                    .setGroupId("g")
                    .setTopics(List.of(
                            new OffsetFetchRequestTopic().setName(topic).setPartitionIndexes(List.of(partition))));
        }
        return new OffsetFetchRequest()
                .setGroups(List.of(new OffsetFetchRequestGroup()
                        .setGroupId("g")
                        .setTopics(List.of(new OffsetFetchRequestTopics()
                                .setName(version < 10 ? topic : "")
                                .setTopicId(version < 10 ? new UUID(0, 0) : askedTopicId)
                                .setPartitionIndexes(List.of(partition))))));
    }

    long committed(int version, String topic, int partition) throws Exception {
        var answer = (OffsetFetchResponse) ask(fetcher(), version, fetchOf(version, topic, partition));
        return version < 8
                ? answer.topics().get(0).partitions().get(0).committedOffset()
                : answer.groups().get(0).topics().get(0).partitions().get(0).committedOffset();
    }

    /** Asks, and sees to it that the answer, and a failure too, can be written in that version. */
    <Q extends ApiMessage> ApiMessage ask(RequestHandler<Q> handler, int version, Q request) throws Exception {
        var answer = new CompletableFuture<ApiMessage>();
        var client =
                new RequestContext.Client("User:ANONYMOUS", "127.0.0.1", "PLAINTEXT", loop, new EndlessConnection());
        assertThat(handler.failed(request, (short) version, Errors.UNKNOWN_SERVER_ERROR)
                        .size((short) version))
                .isPositive();
        handler.handle(
                new RequestContext((short) version, "c", client, authorizer, NOW_MS, new FuturePath(answer)), request);
        ApiMessage message = answer.get(30, TimeUnit.SECONDS);
        assertThat(message.size((short) version)).isPositive();
        return message;
    }

    private record FuturePath(CompletableFuture<ApiMessage> answer) implements RequestContext.ResponsePath {
        @Override
        public void respond(ApiMessage response) {
            answer.complete(response);
        }

        @Override
        public void fail(Throwable cause) {
            @Nullable Throwable inner = cause instanceof CompletionException ? cause.getCause() : cause;
            answer.completeExceptionally(inner == null ? cause : inner);
        }

        @Override
        public void clientSoftware(String name, String version) {}

        @Override
        public void finishWithoutResponse() {
            answer.completeExceptionally(new AssertionError("no answer"));
        }

        @Override
        public void closeConnection(String reason) {
            answer.completeExceptionally(new AssertionError(reason));
        }
    }
}
