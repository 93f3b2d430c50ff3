// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.message.ConsumerGroupDescribeRequest;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.message.ConsumerGroupHeartbeatResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handlers of KIP-848 over a coordinator in memory. */
class ConsumerGroupHandlersTest {

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

    private static ConsumerGroupHeartbeatRequest join() {
        return new ConsumerGroupHeartbeatRequest()
                .setGroupId("g")
                .setMemberId("m")
                .setRebalanceTimeoutMs(1_000)
                .setSubscribedTopicNames(List.of("t"))
                .setTopicPartitions(List.of());
    }

    private ConsumerGroupHeartbeatResponse beat(ConsumerGroupHeartbeatRequest request) throws Exception {
        var handler = new ConsumerGroupHeartbeatHandler(broker.coordinator(), () -> true);
        return (ConsumerGroupHeartbeatResponse) broker.ask(handler, 1, request);
    }

    private DescribedGroup describe(String groupId) throws Exception {
        var handler = new ConsumerGroupDescribeHandler(broker.coordinator(), () -> true);
        var request =
                new ConsumerGroupDescribeRequest().setGroupIds(List.of(groupId)).setIncludeAuthorizedOperations(true);
        return ((ConsumerGroupDescribeResponse) broker.ask(handler, 1, request))
                .groups()
                .get(0);
    }

    @Test
    void shouldLetAMemberInAndShowIt() throws Exception {
        ConsumerGroupHeartbeatResponse joined = beat(join());

        assertThat(joined.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(joined.memberId()).isEqualTo("m");
        assertThat(describe("g").members())
                .singleElement()
                .satisfies(member -> assertThat(member.subscribedTopicNames()).containsExactly("t"));
    }

    @Test
    void shouldSayWhyItRefuses() throws Exception {
        ConsumerGroupHeartbeatResponse refused = beat(join().setMemberEpoch(7));

        assertThat(refused.errorCode()).isEqualTo(Errors.GROUP_ID_NOT_FOUND.code());
        assertThat(refused.errorMessage()).isEqualTo("Consumer group g not found.");
        assertThat(beat(join().setMemberEpoch(-5)).errorMessage()).isEqualTo("MemberEpoch is invalid.");
        assertThat(describe("g").errorMessage()).isEqualTo("Group g not found.");
    }

    @Test
    void shouldLetNobodyInWhoMayNotReadTheGroupOrSeeTheTopic() throws Exception {
        broker.deny(Operation.READ, ResourceType.GROUP, "g");
        assertThatThrownBy(() -> beat(join()))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED));

        broker.deny(Operation.DESCRIBE, ResourceType.TOPIC, "t");
        ConsumerGroupHeartbeatRequest other = join().setGroupId("other");
        assertThat(beat(other).errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldShowNoGroupWhoseTopicsOneMayNotSee() throws Exception {
        beat(join());
        broker.deny(Operation.DESCRIBE, ResourceType.TOPIC, "t");

        assertThat(describe("g")).satisfies(group -> {
            assertThat(group.errorCode()).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED.code());
            assertThat(group.members()).isEmpty();
        });
        broker.deny(Operation.DESCRIBE, ResourceType.GROUP, "g");
        assertThat(describe("g").errorCode()).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED.code());
    }

    @Test
    void shouldRefuseTheProtocolWhenItIsSwitchedOff() {
        var heartbeat = new ConsumerGroupHeartbeatHandler(broker.coordinator(), () -> false);
        var describe = new ConsumerGroupDescribeHandler(broker.coordinator(), () -> false);

        assertThatThrownBy(() -> broker.ask(heartbeat, 1, join()))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(Errors.UNSUPPORTED_VERSION));
        assertThatThrownBy(() -> broker.ask(describe, 1, new ConsumerGroupDescribeRequest()))
                .isInstanceOf(ApiException.class);
    }
}
