// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.config.InternalTopics;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
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
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handlers of members and administrators over a coordinator in memory. */
class GroupHandlersTest {

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

    @Test
    void shouldMakeTheOffsetsTopicForWhoLooksForItsCoordinator() throws Exception {
        var old = (FindCoordinatorResponse) broker.ask(finder(), 0, new FindCoordinatorRequest().setKey("g"));

        assertThat(old.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(old.nodeId()).isEqualTo(1);
        assertThat(old.port()).isEqualTo(9092);
        assertThat(broker.metadata().image().topic("__consumer_offsets")).isNotNull();
    }

    @Test
    void shouldFindTheCoordinatorsOfSeveralGroups() throws Exception {
        var request = new FindCoordinatorRequest().setCoordinatorKeys(List.of("a", "b"));
        broker.deny(Operation.DESCRIBE, ResourceType.GROUP, "b");

        var answer = (FindCoordinatorResponse) broker.ask(finder(), 4, request);

        assertThat(answer.coordinators().get(0).errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.coordinators().get(0).host()).isEqualTo("localhost");
        assertThat(answer.coordinators().get(1).errorCode()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldSayAtOnceThatItCoordinatesNoTransactions() throws Exception {
        var request = new FindCoordinatorRequest().setKeyType((byte) 1).setCoordinatorKeys(List.of("tx"));

        var answer = (FindCoordinatorResponse) broker.ask(finder(), 4, request);

        assertThat(answer.coordinators().get(0).errorCode()).isEqualTo(Errors.INVALID_REQUEST.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 6, 7, 9})
    void shouldNameNoProtocolToWhoIsRefused(int version) throws Exception {
        var answer = (JoinGroupResponse)
                broker.ask(new JoinGroupHandler(broker.coordinator()), version, joinOf().setMemberId("nobody"));

        assertThat(answer.errorCode()).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
        assertThat(answer.protocolName()).isEqualTo(version >= 7 ? null : "");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void shouldLetAMemberJoinBeatAndLeaveInEveryVersion(int version) throws Exception {
        var joined = (JoinGroupResponse)
                broker.ask(new JoinGroupHandler(broker.coordinator()), Math.min(version, 3), joinOf());
        assertThat(joined.errorCode()).isEqualTo(Errors.NONE.code());
        var beat = (HeartbeatResponse) broker.ask(
                new HeartbeatHandler(broker.coordinator()),
                Math.min(version, 4),
                new HeartbeatRequest()
                        .setGroupId("g")
                        .setMemberId(joined.memberId())
                        .setGenerationId(joined.generationId()));
        assertThat(beat.errorCode()).isEqualTo(Errors.NONE.code());

        assertThat(leave(version, joined.memberId())).isEqualTo(Errors.NONE.code());
        assertThat(leave(version, joined.memberId())).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
    }

    @Test
    void shouldDemandTheProtocolFromASyncSinceVersion5() {
        var request = new SyncGroupRequest().setGroupId("g").setMemberId("m");

        assertThatThrownBy(() -> broker.ask(new SyncGroupHandler(broker.coordinator()), 5, request))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL));
    }

    @Test
    void shouldTellMembersThatLoadIsNoReasonToRejoin() {
        var failed = (HeartbeatResponse) new HeartbeatHandler(broker.coordinator())
                .failed(new HeartbeatRequest(), (short) 4, Errors.COORDINATOR_LOAD_IN_PROGRESS);

        assertThat(failed.errorCode()).isEqualTo(Errors.NONE.code());
    }

    @Test
    void shouldAdministerOnlyWhatIsAllowed() throws Exception {
        broker.ask(
                broker.committer(),
                9,
                new OffsetCommitRequest()
                        .setGroupId("open")
                        .setTopics(List.of(GroupBroker.commitOf(GroupBroker.TOPIC, 0))));
        broker.ask(
                broker.committer(),
                9,
                new OffsetCommitRequest()
                        .setGroupId("shut")
                        .setTopics(List.of(GroupBroker.commitOf(GroupBroker.TOPIC, 0))));
        broker.authorize((principal, host, operation, type, name) -> type == ResourceType.GROUP && name.equals("open"));

        var described = (DescribeGroupsResponse) broker.ask(
                new DescribeGroupsHandler(broker.coordinator()),
                6,
                new DescribeGroupsRequest().setGroups(List.of("open", "shut")).setIncludeAuthorizedOperations(true));
        var listed = (ListGroupsResponse)
                broker.ask(new ListGroupsHandler(broker.coordinator()), 5, new ListGroupsRequest());
        var deleted = (DeleteGroupsResponse) broker.ask(
                new DeleteGroupsHandler(broker.coordinator()),
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

    private short leave(int version, String memberId) throws Exception {
        var request = new LeaveGroupRequest().setGroupId("g");
        if (version < 3) {
            request.setMemberId(memberId);
        } else {
            request.setMembers(List.of(new LeaveGroupRequest.MemberIdentity().setMemberId(memberId)));
        }
        var answer = (LeaveGroupResponse) broker.ask(new LeaveGroupHandler(broker.coordinator()), version, request);
        return version < 3 ? answer.errorCode() : answer.members().get(0).errorCode();
    }

    private FindCoordinatorHandler finder() {
        var topics = new InternalTopics(BrokerConfig.of(Map.of()).values());
        return new FindCoordinatorHandler(
                broker.metadata(),
                List.of(FindCoordinatorHandler.Kind.group(topics.consumerOffsets())),
                client -> new Endpoint(client.listenerName(), "localhost", 9092));
    }

    private static JoinGroupRequest joinOf() {
        return new JoinGroupRequest()
                .setGroupId("g")
                .setSessionTimeoutMs(10_000)
                .setProtocolType("consumer")
                .setProtocols(List.of(new JoinGroupRequestProtocol().setName("range")));
    }
}
