// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.config.InternalTopics;
import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.MetadataNode;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.security.Authorizer;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.group.GroupShard;
import io.barnabas.coordinator.group.OffsetsTopic;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.runtime.CoordinatorTimer;
import io.barnabas.coordinator.runtime.PartitionWriter.Appended;
import io.barnabas.coordinator.runtime.ShardPorts;
import io.barnabas.coordinator.runtime.TimerKey;
import io.barnabas.wire.message.DeleteGroupsRequest;
import io.barnabas.wire.message.DeleteGroupsResponse;
import io.barnabas.wire.message.DescribeGroupsRequest;
import io.barnabas.wire.message.DescribeGroupsResponse;
import io.barnabas.wire.message.FindCoordinatorRequest;
import io.barnabas.wire.message.FindCoordinatorResponse;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.HeartbeatResponse;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupRequest.JoinGroupRequestProtocol;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.LeaveGroupRequest;
import io.barnabas.wire.message.LeaveGroupResponse;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.OffsetDeleteRequest;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.barnabas.wire.message.OffsetDeleteResponse;
import io.barnabas.wire.message.OffsetFetchRequest;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.barnabas.wire.message.OffsetFetchResponse;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handlers of groups over a coordinator in memory; every answer is also written in its version. */
class GroupHandlersTest {

    private static final String TOPIC = "orders";
    private static final long NOW_MS = 1_700_000_000_000L;

    @TempDir
    private Path directory;

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private Authorizer authorizer = Authorizer.ALLOW_ALL;
    private MetadataNode node;
    private MetadataLoop metadata;
    private GroupCoordinator coordinator;
    private UUID topicId;

    @BeforeEach
    void start() throws Exception {
        node = MetadataNode.start(directory);
        metadata = node.metadata();
        TopicInfo topic = metadata.submit(new InternalTopic(TOPIC, 2, Map.of(), () -> new UUID(3, 4)))
                .get();
        topicId = topic.id();
        coordinator = inMemory();
    }

    @AfterEach
    void stop() {
        node.close();
        loop.shutdownNow();
    }

    private static GroupCoordinator inMemory() {
        long[] end = {0};
        var ports = new ShardPorts(
                Runnable::run,
                (records, nowMs) -> {
                    long first = end[0];
                    end[0] += records.size();
                    return new Appended(first, CompletableFuture.completedFuture(null));
                },
                sink -> CompletableFuture.completedFuture(null),
                new CoordinatorTimer() {
                    @Override
                    public void set(TimerKey key, long delayMs, Runnable task) {}

                    @Override
                    public void cancel(TimerKey key) {}
                });
        var runtime = new CoordinatorRuntime<GroupShard>(
                partition -> ports, GroupCoordinator.shards(GroupConfig.DEFAULT, () -> "1"), () -> NOW_MS);
        return new GroupCoordinator(GroupConfig.DEFAULT, new OnePartition(), runtime);
    }

    private static final class OnePartition implements OffsetsTopic {
        @Override
        public OptionalInt partitionCount() {
            return OptionalInt.of(1);
        }

        @Override
        public CompletableFuture<Integer> create() {
            return CompletableFuture.completedFuture(1);
        }
    }

    @Test
    void shouldMakeTheOffsetsTopicForWhoLooksForItsCoordinator() throws Exception {
        var old = (FindCoordinatorResponse) ask(finder(), 0, new FindCoordinatorRequest().setKey("g"));

        assertThat(old.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(old.nodeId()).isEqualTo(1);
        assertThat(old.port()).isEqualTo(9092);
        assertThat(metadata.image().topic("__consumer_offsets")).isNotNull();
    }

    @Test
    void shouldFindTheCoordinatorsOfSeveralGroups() throws Exception {
        var request = new FindCoordinatorRequest().setCoordinatorKeys(List.of("a", "b"));
        deny(Operation.DESCRIBE, ResourceType.GROUP, "b");

        var answer = (FindCoordinatorResponse) ask(finder(), 4, request);

        assertThat(answer.coordinators().get(0).errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.coordinators().get(0).host()).isEqualTo("localhost");
        assertThat(answer.coordinators().get(1).errorCode()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldSayAtOnceThatItCoordinatesNoTransactions() throws Exception {
        var request = new FindCoordinatorRequest().setKeyType((byte) 1).setCoordinatorKeys(List.of("tx"));

        var answer = (FindCoordinatorResponse) ask(finder(), 4, request);

        assertThat(answer.coordinators().get(0).errorCode()).isEqualTo(Errors.INVALID_REQUEST.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 6, 7, 8, 9})
    void shouldAnswerACommitPartitionByPartition(int version) throws Exception {
        deny(Operation.READ, ResourceType.TOPIC, "secret");
        var request = new OffsetCommitRequest()
                .setGroupId("g")
                .setTopics(List.of(commitOf(TOPIC, 0, 9), commitOf("missing", 0), commitOf("secret", 0)));

        var answer = (OffsetCommitResponse) ask(committer(), version, request);

        assertThat(answer.topics().get(0).partitions().get(0).errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.topics().get(0).partitions().get(1).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        assertThat(answer.topics().get(1).partitions().get(0).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        assertThat(answer.topics().get(2).partitions().get(0).errorCode())
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        assertThat(committed(9, TOPIC, 0)).isEqualTo(7);
    }

    @Test
    void shouldTakeCommitsByTopicId() throws Exception {
        var request = new OffsetCommitRequest()
                .setGroupId("g")
                .setTopics(List.of(
                        commitOf("", 0).setTopicId(topicId), commitOf("", 0).setTopicId(new UUID(9, 9))));

        var answer = (OffsetCommitResponse) ask(committer(), 10, request);

        assertThat(answer.topics().get(0).partitions().get(0).errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.topics().get(1).topicId()).isEqualTo(new UUID(9, 9));
        assertThat(answer.topics().get(1).partitions().get(0).errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
        assertThat(committed(9, TOPIC, 0)).isEqualTo(7);
    }

    @Test
    void shouldGiveEachPartitionTheErrorOfTheGroup() throws Exception {
        var request = new OffsetCommitRequest()
                .setGroupId("g")
                .setGenerationIdOrMemberEpoch(3)
                .setTopics(List.of(commitOf(TOPIC, 0), commitOf("missing", 0)));

        var answer = (OffsetCommitResponse) ask(committer(), 8, request);

        assertThat(answer.topics().get(0).partitions().get(0).errorCode()).isEqualTo(Errors.ILLEGAL_GENERATION.code());
        assertThat(answer.topics().get(1).partitions().get(0).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 10})
    void shouldTellCommittedOffsetsInEveryShape(int version) throws Exception {
        ask(committer(), 9, new OffsetCommitRequest().setGroupId("g").setTopics(List.of(commitOf(TOPIC, 0, 1))));

        assertThat(committed(version, TOPIC, 1)).isEqualTo(7);
        assertThat(committed(version, TOPIC, 3)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 10})
    void shouldRefuseToTellOffsetsOfAForbiddenGroup(int version) throws Exception {
        deny(Operation.DESCRIBE, ResourceType.GROUP, "g");

        var answer = (OffsetFetchResponse) ask(fetcher(), version, fetchOf(version, TOPIC, 0));

        short error = version >= 8
                ? answer.groups().get(0).errorCode()
                : version >= 2
                        ? answer.errorCode()
                        : answer.topics().get(0).partitions().get(0).errorCode();
        assertThat(error).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldHideForbiddenTopicsWhenAllAreAskedFor() throws Exception {
        ask(committer(), 9, new OffsetCommitRequest().setGroupId("g").setTopics(List.of(commitOf(TOPIC, 0))));
        var all = new OffsetFetchRequest()
                .setGroups(List.of(new OffsetFetchRequestGroup().setGroupId("g").setTopics(null)));
        assertThat(((OffsetFetchResponse) ask(fetcher(), 9, all))
                        .groups()
                        .get(0)
                        .topics())
                .hasSize(1);
        deny(Operation.DESCRIBE, ResourceType.TOPIC, TOPIC);

        var hidden = (OffsetFetchResponse) ask(fetcher(), 9, all);
        var named = (OffsetFetchResponse) ask(fetcher(), 9, fetchOf(9, TOPIC, 0));

        assertThat(hidden.groups().get(0).topics()).isEmpty();
        assertThat(named.groups().get(0).topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldNotKnowATopicIdThatIsGone() throws Exception {
        topicId = new UUID(9, 9);

        var answer = (OffsetFetchResponse) ask(fetcher(), 10, fetchOf(10, TOPIC, 0));

        assertThat(answer.groups().get(0).topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
    }

    @Test
    void shouldDeleteOffsetsPartitionByPartition() throws Exception {
        ask(committer(), 9, new OffsetCommitRequest().setGroupId("g").setTopics(List.of(commitOf(TOPIC, 0))));
        var request = new OffsetDeleteRequest()
                .setGroupId("g")
                .setTopics(List.of(new OffsetDeleteRequestTopic()
                        .setName(TOPIC)
                        .setPartitions(List.of(
                                new OffsetDeleteRequestPartition().setPartitionIndex(9),
                                new OffsetDeleteRequestPartition().setPartitionIndex(0)))));

        var answer = (OffsetDeleteResponse) ask(new OffsetDeleteHandler(coordinator, metadata::image), 0, request);

        assertThat(answer.topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        assertThat(answer.topics().get(0).partitions().get(1).errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(committed(9, TOPIC, 0)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 6, 7, 9})
    void shouldNameNoProtocolToWhoIsRefused(int version) throws Exception {
        var answer =
                (JoinGroupResponse) ask(new JoinGroupHandler(coordinator), version, joinOf().setMemberId("nobody"));

        assertThat(answer.errorCode()).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
        assertThat(answer.protocolName()).isEqualTo(version >= 7 ? null : "");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void shouldLetAMemberJoinBeatAndLeaveInEveryVersion(int version) throws Exception {
        var joined = (JoinGroupResponse) ask(new JoinGroupHandler(coordinator), Math.min(version, 3), joinOf());
        assertThat(joined.errorCode()).isEqualTo(Errors.NONE.code());
        var beat = (HeartbeatResponse) ask(
                new HeartbeatHandler(coordinator),
                Math.min(version, 4),
                new HeartbeatRequest()
                        .setGroupId("g")
                        .setMemberId(joined.memberId())
                        .setGenerationId(joined.generationId()));
        assertThat(beat.errorCode()).isEqualTo(Errors.NONE.code());

        assertThat(leave(version, joined.memberId())).isEqualTo(Errors.NONE.code());
        assertThat(leave(version, joined.memberId())).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
    }

    private short leave(int version, String memberId) throws Exception {
        var request = new LeaveGroupRequest().setGroupId("g");
        if (version < 3) {
            request.setMemberId(memberId);
        } else {
            request.setMembers(List.of(new LeaveGroupRequest.MemberIdentity().setMemberId(memberId)));
        }
        var answer = (LeaveGroupResponse) ask(new LeaveGroupHandler(coordinator), version, request);
        return version < 3 ? answer.errorCode() : answer.members().get(0).errorCode();
    }

    @Test
    void shouldDemandTheProtocolFromASyncSinceVersion5() {
        var request = new SyncGroupRequest().setGroupId("g").setMemberId("m");

        assertThatThrownBy(() -> ask(new SyncGroupHandler(coordinator), 5, request))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL));
    }

    @Test
    void shouldTellMembersThatLoadIsNoReasonToRejoin() {
        var failed = (HeartbeatResponse) new HeartbeatHandler(coordinator)
                .failed(new HeartbeatRequest(), (short) 4, Errors.COORDINATOR_LOAD_IN_PROGRESS);

        assertThat(failed.errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void shouldAdministerOnlyWhatIsAllowed() throws Exception {
        ask(committer(), 9, new OffsetCommitRequest().setGroupId("open").setTopics(List.of(commitOf(TOPIC, 0))));
        ask(committer(), 9, new OffsetCommitRequest().setGroupId("shut").setTopics(List.of(commitOf(TOPIC, 0))));
        authorizer = (principal, host, operation, type, name) -> type == ResourceType.GROUP && name.equals("open");

        var described = (DescribeGroupsResponse) ask(
                new DescribeGroupsHandler(coordinator),
                6,
                new DescribeGroupsRequest().setGroups(List.of("open", "shut")).setIncludeAuthorizedOperations(true));
        var listed = (ListGroupsResponse) ask(new ListGroupsHandler(coordinator), 5, new ListGroupsRequest());
        var deleted = (DeleteGroupsResponse) ask(
                new DeleteGroupsHandler(coordinator),
                2,
                new DeleteGroupsRequest().setGroupsNames(List.of("shut", "open", "shut")));

        assertThat(described.groups().get(0).authorizedOperations()).isPositive();
        assertThat(described.groups().get(1).errorCode()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
        assertThat(listed.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.groupId()).isEqualTo("open"));
        assertThat(deleted.results()).hasSize(2);
        assertThat(deleted.results().get(0).errorCode()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
        assertThat(deleted.results().get(1).errorCode()).isEqualTo(Errors.NONE.code());
    }

    private FindCoordinatorHandler finder() {
        var topics = new InternalTopics(BrokerConfig.of(Map.of()).values());
        return new FindCoordinatorHandler(
                metadata, topics.consumerOffsets(), listener -> new Endpoint(listener, "localhost", 9092));
    }

    private OffsetCommitHandler committer() {
        return new OffsetCommitHandler(coordinator, metadata::image);
    }

    private OffsetFetchHandler fetcher() {
        return new OffsetFetchHandler(coordinator, metadata::image);
    }

    private void deny(Operation denied, ResourceType deniedType, String deniedName) {
        authorizer = (principal, host, operation, type, name) ->
                operation != denied || type != deniedType || !name.equals(deniedName);
    }

    private static JoinGroupRequest joinOf() {
        return new JoinGroupRequest()
                .setGroupId("g")
                .setSessionTimeoutMs(10_000)
                .setProtocolType("consumer")
                .setProtocols(List.of(new JoinGroupRequestProtocol().setName("range")));
    }

    private static OffsetCommitRequestTopic commitOf(String topic, int... partitions) {
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

    private OffsetFetchRequest fetchOf(int version, String topic, int partition) {
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
                                .setTopicId(version < 10 ? new UUID(0, 0) : topicId)
                                .setPartitionIndexes(List.of(partition))))));
    }

    private long committed(int version, String topic, int partition) throws Exception {
        var answer = (OffsetFetchResponse) ask(fetcher(), version, fetchOf(version, topic, partition));
        return version < 8
                ? answer.topics().get(0).partitions().get(0).committedOffset()
                : answer.groups().get(0).topics().get(0).partitions().get(0).committedOffset();
    }

    /** Asks, and sees to it that the answer, and a failure too, can be written in that version. */
    private <Q extends ApiMessage> ApiMessage ask(RequestHandler<Q> handler, int version, Q request) throws Exception {
        var answer = new CompletableFuture<ApiMessage>();
        var client = new RequestContext.Client("User:ANONYMOUS", "127.0.0.1", "PLAINTEXT", loop);
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
