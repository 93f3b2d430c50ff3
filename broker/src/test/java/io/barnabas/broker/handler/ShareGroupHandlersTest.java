// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestPartition;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.barnabas.wire.message.AlterShareGroupOffsetsResponse;
import io.barnabas.wire.message.DeleteShareGroupOffsetsRequest;
import io.barnabas.wire.message.DeleteShareGroupOffsetsRequest.DeleteShareGroupOffsetsRequestTopic;
import io.barnabas.wire.message.DeleteShareGroupOffsetsResponse;
import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest;
import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestGroup;
import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestTopic;
import io.barnabas.wire.message.DescribeShareGroupOffsetsResponse;
import io.barnabas.wire.message.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponseGroup;
import io.barnabas.wire.message.ShareGroupDescribeRequest;
import io.barnabas.wire.message.ShareGroupDescribeResponse;
import io.barnabas.wire.message.ShareGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.message.ShareGroupHeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handlers of share groups over a coordinator in memory. */
class ShareGroupHandlersTest {

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

    private static ShareGroupHeartbeatRequest join() {
        return new ShareGroupHeartbeatRequest().setGroupId("g").setMemberId("m").setSubscribedTopicNames(List.of("t"));
    }

    private ShareGroupHeartbeatResponse beat(ShareGroupHeartbeatRequest request) throws Exception {
        return (ShareGroupHeartbeatResponse)
                broker.ask(new ShareGroupHeartbeatHandler(broker.coordinator(), () -> true), 1, request);
    }

    private DescribedGroup describe(String groupId) throws Exception {
        var handler = new ShareGroupDescribeHandler(broker.coordinator(), () -> true);
        var request =
                new ShareGroupDescribeRequest().setGroupIds(List.of(groupId)).setIncludeAuthorizedOperations(true);
        return ((ShareGroupDescribeResponse) broker.ask(handler, 1, request))
                .groups()
                .get(0);
    }

    private AlterShareGroupOffsetsResponse alter(String topic) throws Exception {
        var handler = new AlterShareGroupOffsetsHandler(broker.coordinator(), broker.metadata()::image, () -> true);
        return (AlterShareGroupOffsetsResponse) broker.ask(
                handler,
                0,
                new AlterShareGroupOffsetsRequest()
                        .setGroupId("g")
                        .setTopics(List.of(new AlterShareGroupOffsetsRequestTopic()
                                .setTopicName(topic)
                                .setPartitions(List.of(new AlterShareGroupOffsetsRequestPartition())))));
    }

    private DeleteShareGroupOffsetsResponse delete(String topic) throws Exception {
        var handler = new DeleteShareGroupOffsetsHandler(broker.coordinator(), broker.metadata()::image, () -> true);
        return (DeleteShareGroupOffsetsResponse) broker.ask(
                handler,
                0,
                new DeleteShareGroupOffsetsRequest()
                        .setGroupId("g")
                        .setTopics(List.of(new DeleteShareGroupOffsetsRequestTopic().setTopicName(topic))));
    }

    private DescribeShareGroupOffsetsResponseGroup offsets(String topic) throws Exception {
        var handler = new DescribeShareGroupOffsetsHandler(
                broker.coordinator(), (name, partition) -> 10, broker.metadata()::image, () -> true);
        var asked = new DescribeShareGroupOffsetsRequestGroup()
                .setGroupId("g")
                .setTopics(List.of(new DescribeShareGroupOffsetsRequestTopic()
                        .setTopicName(topic)
                        .setPartitions(List.of(0))));
        return ((DescribeShareGroupOffsetsResponse)
                        broker.ask(handler, 1, new DescribeShareGroupOffsetsRequest().setGroups(List.of(asked))))
                .groups()
                .get(0);
    }

    @Test
    void shouldLetAMemberInAndShowIt() throws Exception {
        assertThat(beat(join()).memberEpoch()).isEqualTo(2);

        assertThat(describe("g").members())
                .singleElement()
                .satisfies(member -> assertThat(member.subscribedTopicNames()).containsExactly("t"));
    }

    @Test
    void shouldSayWhyItRefuses() throws Exception {
        ShareGroupHeartbeatResponse refused = beat(join().setMemberEpoch(7));

        assertThat(refused.errorCode()).isEqualTo(Errors.GROUP_ID_NOT_FOUND.code());
        assertThat(refused.errorMessage()).isEqualTo("Share group g not found.");
        assertThat(beat(join().setMemberId("")).errorCode()).isEqualTo(Errors.INVALID_REQUEST.code());
        assertThat(describe("g").errorMessage()).isEqualTo("Group g not found.");
        assertThat(alter("missing").responses().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        beat(join());
        assertThat(alter("missing").errorCode()).isEqualTo(Errors.NON_EMPTY_GROUP.code());
        assertThat(delete("missing").errorCode()).isEqualTo(Errors.NON_EMPTY_GROUP.code());
        assertThat(offsets("missing").topics().get(0).partitions().get(0)).satisfies(partition -> {
            assertThat(partition.errorCode()).isZero();
            assertThat(partition.startOffset()).isEqualTo(-1);
            assertThat(partition.lag()).isEqualTo(-1);
        });
    }

    @Test
    void shouldDoNothingWithoutPermissionForTheGroup() {
        broker.authorize((principal, host, operation, type, name) -> type != ResourceType.GROUP);

        assertRefused(Errors.GROUP_AUTHORIZATION_FAILED, () -> beat(join()));
        assertRefused(Errors.GROUP_AUTHORIZATION_FAILED, () -> alter("t"));
        assertRefused(Errors.GROUP_AUTHORIZATION_FAILED, () -> delete("t"));
    }

    @Test
    void shouldDoNothingWithoutPermissionForTheTopic() throws Exception {
        beat(join());
        broker.authorize((principal, host, operation, type, name) -> type != ResourceType.TOPIC);

        assertThat(beat(join()).errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        assertThat(describe("g").errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        assertThat(offsets("t").topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        beat(join().setMemberEpoch(-1).setSubscribedTopicNames(null));
        assertThat(alter("t").responses().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
        assertThat(delete("t").responses().get(0).errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldShowNothingOfAGroupThatOneMayNotSee() throws Exception {
        beat(join());
        broker.deny(Operation.DESCRIBE, ResourceType.GROUP, "g");

        assertThat(describe("g").errorCode()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
        assertThat(offsets("t").errorCode()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldRefuseEverythingWhenTheFeatureIsOff() {
        var heartbeat = new ShareGroupHeartbeatHandler(broker.coordinator(), () -> false);
        var describe = new ShareGroupDescribeHandler(broker.coordinator(), () -> false);
        var alter = new AlterShareGroupOffsetsHandler(broker.coordinator(), broker.metadata()::image, () -> false);

        assertRefused(Errors.UNSUPPORTED_VERSION, () -> broker.ask(heartbeat, 1, join()));
        assertRefused(Errors.UNSUPPORTED_VERSION, () -> broker.ask(describe, 1, new ShareGroupDescribeRequest()));
        assertRefused(Errors.UNSUPPORTED_VERSION, () -> broker.ask(alter, 0, new AlterShareGroupOffsetsRequest()));
    }

    private interface Request {
        ApiMessage ask() throws Exception;
    }

    private static void assertRefused(Errors error, Request request) {
        assertThatThrownBy(request::ask)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
