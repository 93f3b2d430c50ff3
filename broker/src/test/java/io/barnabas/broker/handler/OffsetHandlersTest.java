// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.OffsetDeleteRequest;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.barnabas.wire.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.barnabas.wire.message.OffsetDeleteResponse;
import io.barnabas.wire.message.OffsetFetchRequest;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchResponse;
import io.barnabas.wire.protocol.Errors;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handlers of committed offsets over a coordinator in memory. */
class OffsetHandlersTest {

    @TempDir
    private Path directory;

    private GroupBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = GroupBroker.start(directory);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 6, 7, 8, 9})
    void shouldAnswerACommitPartitionByPartition(int version) throws Exception {
        broker.deny(Operation.READ, ResourceType.TOPIC, "secret");
        var request = new OffsetCommitRequest()
                .setGroupId("g")
                .setTopics(List.of(
                        GroupBroker.commitOf(GroupBroker.TOPIC, 0, 9),
                        GroupBroker.commitOf("missing", 0),
                        GroupBroker.commitOf("secret", 0)));

        var answer = (OffsetCommitResponse) broker.ask(broker.committer(), version, request);

        assertThat(answer.topics().get(0).partitions().get(0).errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.topics().get(0).partitions().get(1).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        assertThat(answer.topics().get(1).partitions().get(0).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        assertThat(answer.topics().get(2).partitions().get(0).errorCode())
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        assertThat(broker.committed(9, GroupBroker.TOPIC, 0)).isEqualTo(7);
    }

    @Test
    void shouldTakeCommitsByTopicId() throws Exception {
        var request = new OffsetCommitRequest()
                .setGroupId("g")
                .setTopics(List.of(
                        GroupBroker.commitOf("", 0).setTopicId(GroupBroker.TOPIC_ID),
                        GroupBroker.commitOf("", 0).setTopicId(new UUID(9, 9))));

        var answer = (OffsetCommitResponse) broker.ask(broker.committer(), 10, request);

        assertThat(answer.topics().get(0).partitions().get(0).errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.topics().get(1).topicId()).isEqualTo(new UUID(9, 9));
        assertThat(answer.topics().get(1).partitions().get(0).errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
        assertThat(broker.committed(9, GroupBroker.TOPIC, 0)).isEqualTo(7);
    }

    @Test
    void shouldGiveEachPartitionTheErrorOfTheGroup() throws Exception {
        var request = new OffsetCommitRequest()
                .setGroupId("g")
                .setGenerationIdOrMemberEpoch(3)
                .setTopics(List.of(GroupBroker.commitOf(GroupBroker.TOPIC, 0), GroupBroker.commitOf("missing", 0)));

        var answer = (OffsetCommitResponse) broker.ask(broker.committer(), 8, request);

        assertThat(answer.topics().get(0).partitions().get(0).errorCode()).isEqualTo(Errors.ILLEGAL_GENERATION.code());
        assertThat(answer.topics().get(1).partitions().get(0).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 10})
    void shouldTellCommittedOffsetsInEveryShape(int version) throws Exception {
        broker.ask(
                broker.committer(),
                9,
                new OffsetCommitRequest()
                        .setGroupId("g")
                        .setTopics(List.of(GroupBroker.commitOf(GroupBroker.TOPIC, 0, 1))));

        assertThat(broker.committed(version, GroupBroker.TOPIC, 1)).isEqualTo(7);
        assertThat(broker.committed(version, GroupBroker.TOPIC, 3)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 10})
    void shouldRefuseToTellOffsetsOfAForbiddenGroup(int version) throws Exception {
        broker.deny(Operation.DESCRIBE, ResourceType.GROUP, "g");

        var answer = (OffsetFetchResponse)
                broker.ask(broker.fetcher(), version, broker.fetchOf(version, GroupBroker.TOPIC, 0));

        short error = version >= 8
                ? answer.groups().get(0).errorCode()
                : version >= 2
                        ? answer.errorCode()
                        : answer.topics().get(0).partitions().get(0).errorCode();
        assertThat(error).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldHideForbiddenTopicsWhenAllAreAskedFor() throws Exception {
        broker.ask(
                broker.committer(),
                9,
                new OffsetCommitRequest()
                        .setGroupId("g")
                        .setTopics(List.of(GroupBroker.commitOf(GroupBroker.TOPIC, 0))));
        var all = new OffsetFetchRequest()
                .setGroups(List.of(new OffsetFetchRequestGroup().setGroupId("g").setTopics(null)));
        assertThat(((OffsetFetchResponse) broker.ask(broker.fetcher(), 9, all))
                        .groups()
                        .get(0)
                        .topics())
                .hasSize(1);
        broker.deny(Operation.DESCRIBE, ResourceType.TOPIC, GroupBroker.TOPIC);

        var hidden = (OffsetFetchResponse) broker.ask(broker.fetcher(), 9, all);
        var named = (OffsetFetchResponse) broker.ask(broker.fetcher(), 9, broker.fetchOf(9, GroupBroker.TOPIC, 0));

        assertThat(hidden.groups().get(0).topics()).isEmpty();
        assertThat(named.groups().get(0).topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldNotKnowATopicIdThatIsGone() throws Exception {
        broker.useTopicId(new UUID(9, 9));

        var answer = (OffsetFetchResponse) broker.ask(broker.fetcher(), 10, broker.fetchOf(10, GroupBroker.TOPIC, 0));

        assertThat(answer.groups().get(0).topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
    }

    @Test
    void shouldDeleteOffsetsPartitionByPartition() throws Exception {
        broker.ask(
                broker.committer(),
                9,
                new OffsetCommitRequest()
                        .setGroupId("g")
                        .setTopics(List.of(GroupBroker.commitOf(GroupBroker.TOPIC, 0))));
        var request = new OffsetDeleteRequest()
                .setGroupId("g")
                .setTopics(List.of(new OffsetDeleteRequestTopic()
                        .setName(GroupBroker.TOPIC)
                        .setPartitions(List.of(
                                new OffsetDeleteRequestPartition().setPartitionIndex(9),
                                new OffsetDeleteRequestPartition().setPartitionIndex(0)))));

        var answer = (OffsetDeleteResponse)
                broker.ask(new OffsetDeleteHandler(broker.coordinator(), broker.metadata()::image), 0, request);

        assertThat(answer.topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        assertThat(answer.topics().get(0).partitions().get(1).errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(broker.committed(9, GroupBroker.TOPIC, 0)).isEqualTo(-1);
    }
}
