// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.modern.HeartbeatPace;
import io.barnabas.coordinator.record.StreamsGroupCurrentMemberAssignmentKey;
import io.barnabas.coordinator.record.StreamsGroupMemberMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMemberKey;
import io.barnabas.coordinator.record.StreamsGroupTargetAssignmentMetadataKey;
import io.barnabas.coordinator.record.StreamsGroupTopologyKey;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.TaskIds;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsGroupHeartbeatTest {

    private static final StreamsGroupConfig AT_ONCE = StreamsGroupConfig.DEFAULT.withAssignmentIntervalMs(0);

    private ShardDriver driver = new ShardDriver(GroupConfig.DEFAULT.with(AT_ONCE));
    private TestStreamsMember a;
    private TestStreamsMember b;

    @BeforeEach
    void makeTopics() {
        use(AT_ONCE);
    }

    private void use(StreamsGroupConfig config) {
        driver = new ShardDriver(GroupConfig.DEFAULT.with(config));
        driver.topics().put("lines", 4);
        a = new TestStreamsMember(driver, "a", "p", TestTopologies.reading("lines"));
        b = new TestStreamsMember(driver, "b", "q", TestTopologies.reading("lines"));
    }

    private String state() {
        return Objects.requireNonNull(driver.shard().groups().modern("g")).stateName();
    }

    @Test
    void shouldGiveALoneMemberAllTasksAtOnce() {
        a.join();

        assertThat(a.active()).containsExactly("0_0", "0_1", "0_2", "0_3");
        assertThat(a.statuses()).isEmpty();
        assertThat(state()).isEqualTo("Stable");
        assertThat(driver.written().stream().map(record -> (Object) record.key().getClass()))
                .containsExactly(
                        StreamsGroupMemberMetadataKey.class,
                        StreamsGroupTopologyKey.class,
                        StreamsGroupMetadataKey.class,
                        StreamsGroupTargetAssignmentMemberKey.class,
                        StreamsGroupTargetAssignmentMetadataKey.class,
                        StreamsGroupCurrentMemberAssignmentKey.class);
    }

    @Test
    void shouldWriteNothingWhenNothingIsNew() {
        a.join();

        a.lightHeartbeat();

        assertThat(driver.written()).isEmpty();
        assertThat(a.answer().activeTasks()).isNull();
    }

    @Test
    void shouldGiveATaskOnlyAfterItsOwnerGaveItUp() {
        a.join();

        b.join();
        assertThat(b.active()).isEmpty();
        assertThat(state()).isEqualTo("Reconciling");
        a.heartbeat();
        assertThat(a.active()).hasSize(2);
        assertThat(b.heartbeat().active()).isEmpty();
        a.heartbeat();

        assertThat(b.heartbeat().active()).hasSize(2).doesNotContainAnyElementsOf(a.active());
        assertThat(a.epoch()).isEqualTo(b.epoch());
        assertThat(state()).isEqualTo("Stable");
    }

    @Test
    void shouldTakeOutAMemberThatIsSilent() {
        a.join();
        b.join();
        driver.advance(30_000);
        b.heartbeat();

        driver.advance(15_001);

        assertThat(a.refusalOfHeartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(b.heartbeat().active()).hasSize(4);
    }

    @Test
    void shouldTakeOutAMemberThatDoesNotGiveUpItsTasks() {
        a.join();
        b.join();
        a.lightHeartbeat();
        for (int i = 0; i < 4; i++) {
            driver.advance(TestStreamsMember.REBALANCE_MS / 4);
            b.heartbeat();
            assertThat(a.tryHeartbeatWithoutTasks()).isEqualTo(i < 3 ? Errors.NONE : Errors.UNKNOWN_MEMBER_ID);
        }

        assertThat(b.heartbeat().active()).hasSize(4);
    }

    @Test
    void shouldGiveTheTasksOfOneThatLeavesToTheOthers() {
        a.join();
        b.join();

        a.leave();

        assertThat(b.heartbeat().active()).hasSize(4);
        b.leave();
        assertThat(state()).isEqualTo("Empty");
    }

    @Test
    void shouldForgiveALostAnswer() {
        a.join();
        b.join();
        a.heartbeat();
        int before = a.epoch();

        a.heartbeatWithLostAnswer();

        assertThat(a.epoch()).isEqualTo(before);
        assertThat(a.heartbeat().epoch()).isGreaterThan(before);
    }

    @Test
    void shouldFenceMembersOfOtherEpochs() {
        a.join();
        b.join();

        ApiException ahead = a.refusal(a.telling().setMemberEpoch(9));
        ApiException behind = a.refusal(a.telling().setMemberEpoch(1));

        assertThat(ahead.error()).isEqualTo(Errors.FENCED_MEMBER_EPOCH);
        assertThat(ahead.getMessage())
                .isEqualTo("The streams group member has a greater member epoch (9) than the one known by the group "
                        + "coordinator (" + a.epoch()
                        + "). The member must abandon all its partitions and rejoin.");
        assertThat(behind.error()).isEqualTo(Errors.FENCED_MEMBER_EPOCH);
        assertThat(b.refusal(b.telling().setMemberId("c")).error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(b.refusal(b.telling().setGroupId("h")).getMessage()).isEqualTo("Streams group h not found.");
    }

    @Test
    void shouldRefuseTasksThatAreNot() {
        a.join();

        assertThat(a.refusal(a.telling().setActiveTasks(task("9", 0))).getMessage())
                .isEqualTo("Subtopology 9 does not exist in the topology.");
        assertThat(a.refusal(a.telling().setActiveTasks(task("0", 4))).getMessage())
                .isEqualTo("Task 4 for subtopology 0 is invalid. Number of tasks for this subtopology: 4");
    }

    private static List<TaskIds> task(String subtopology, int partition) {
        return List.of(new TaskIds().setSubtopologyId(subtopology).setPartitions(List.of(partition)));
    }

    @Test
    void shouldRefuseMoreMembersThanAreAllowed() {
        use(AT_ONCE.withMaxSize(1));
        a.join();

        ApiException refusal = b.refusal(b.joining());

        assertThat(refusal.error()).isEqualTo(Errors.GROUP_MAX_SIZE_REACHED);
    }

    @Test
    void shouldWaitForSourceTopics() {
        driver.topics().remove("lines");

        a.join();
        assertThat(a.statuses()).containsExactly("MISSING_SOURCE_TOPICS: Source topics lines are missing.");
        assertThat(a.active()).isEmpty();
        assertThat(state()).isEqualTo("NotReady");
        driver.topics().put("lines", 2);

        assertThat(a.heartbeat().active()).containsExactly("0_0", "0_1");
        assertThat(a.statuses()).isEmpty();
    }

    @Test
    void shouldAskForInternalTopicsAndBeginWhenTheyAreThere() {
        a.topology(TestTopologies.wordCount()).join();

        assertThat(a.statuses())
                .containsExactly("MISSING_INTERNAL_TOPICS: Internal topics are missing: counts-changelog, "
                        + "words-repartition");
        assertThat(a.missing()).extracting(InternalTopicSpec::partitions).containsExactly(4, 4);
        driver.topics().put("words-repartition", 4);
        driver.topics().put("counts-changelog", 4);

        assertThat(a.heartbeat().active()).hasSize(8);
        assertThat(a.missing()).isEmpty();
    }

    @Test
    void shouldGiveATopicThatASubtopologyWritesToItselfThePartitionsOfItsOtherInputs() {
        var loop = TestTopologies.subtopology("0", "lines")
                .setRepartitionSinkTopics(List.of("again-repartition"))
                .setRepartitionSourceTopics(List.of(TestTopologies.repartition("again-repartition", 0)));

        a.topology(TestTopologies.of(0, loop)).join();

        assertThat(a.missing()).extracting(InternalTopicSpec::partitions).containsExactly(4);
    }

    @Test
    void shouldGiveNewTasksWhenASourceTopicGrows() {
        a.join();

        driver.topics().put("lines", 6);

        assertThat(a.heartbeat().active()).hasSize(6);
    }

    @Test
    void shouldTellAMemberThatItsTopologyIsOld() {
        a.topology(TestTopologies.of(1, TestTopologies.subtopology("0", "lines")))
                .join();

        b.join();

        assertThat(b.statuses())
                .containsExactly(
                        "STALE_TOPOLOGY: The member's topology epoch 0 is behind the group's topology epoch 1.");
        ApiException refusal = b.refusal(
                b.topology(TestTopologies.reading("lines").setEpoch(2)).joining());
        assertThat(refusal.error()).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(refusal.getMessage()).isEqualTo("Topology updates are not supported yet.");
    }

    @Test
    void shouldTellAllThatOneWantsTheApplicationToStop() {
        a.join();
        b.join();

        a.leaveAndShutDownAll();

        assertThat(b.heartbeat().statuses())
                .containsExactly("SHUTDOWN_APPLICATION: Streams group member a encountered a fatal error and requested "
                        + "a shutdown for the entire application.");
        b.leave();
        assertThat(a.join().statuses()).isEmpty();
    }

    @Test
    void shouldLetTheFirstMembersOfAGroupGather() {
        use(AT_ONCE.withInitialRebalanceDelayMs(3_000));

        a.join();
        b.join();
        assertThat(a.active()).isEmpty();
        assertThat(b.statuses())
                .containsExactly(
                        "ASSIGNMENT_DELAYED: Assignment delayed due to the configured initial rebalance delay.");
        driver.advance(3_001);

        assertThat(a.heartbeat().active()).hasSize(2);
        assertThat(b.heartbeat().active()).hasSize(2);
        a.leave();
        b.leave();
        assertThat(a.join().active()).isEmpty();
        driver.advance(3_001);
        assertThat(a.heartbeat().active()).hasSize(4);
    }

    @Test
    void shouldNotAssignMoreOftenThanConfigured() {
        use(StreamsGroupConfig.DEFAULT);
        a.join();

        b.join();
        assertThat(b.statuses())
                .containsExactly("ASSIGNMENT_DELAYED: Assignment delayed due to the configured assignment interval.");
        driver.advance(1_000);

        assertThat(a.heartbeat().active()).hasSize(2);
    }

    @Test
    void shouldHaveStandbysInOtherProcesses() {
        use(AT_ONCE.withStandbyReplicas(1));
        driver.topics().put("words-repartition", 4);
        driver.topics().put("counts-changelog", 4);
        a.topology(TestTopologies.wordCount()).join();
        b.topology(TestTopologies.wordCount()).join();

        settle(a, b);

        assertThat(a.active()).hasSize(4);
        assertThat(a.standby())
                .hasSize(2)
                .allMatch(task -> task.startsWith("1_"))
                .isSubsetOf(b.active());
        assertThat(b.standby())
                .hasSize(2)
                .allMatch(task -> task.startsWith("1_"))
                .isSubsetOf(a.active());
    }

    private static void settle(TestStreamsMember... members) {
        for (int i = 0; i < 5; i++) {
            for (TestStreamsMember member : members) {
                member.heartbeat();
            }
        }
    }

    @Test
    void shouldMakeAStandbyActiveWhenTheOwnerIsGone() {
        use(AT_ONCE.withStandbyReplicas(1));
        a.topology(TestTopologies.wordCount());
        b.topology(TestTopologies.wordCount());
        driver.topics().put("words-repartition", 4);
        driver.topics().put("counts-changelog", 4);
        a.join();
        b.join();
        settle(a, b);

        a.leave();
        settle(b);

        assertThat(b.active()).hasSize(8);
        assertThat(b.standby()).isEmpty();
    }

    @Test
    void shouldAssignAnewWhenAnAdministratorWantsStandbys() {
        driver.topics().put("words-repartition", 4);
        driver.topics().put("counts-changelog", 4);
        a.topology(TestTopologies.wordCount()).join();
        b.topology(TestTopologies.wordCount()).join();
        settle(a, b);

        driver.override("g", "streams.num.standby.replicas", "1");
        settle(a, b);

        assertThat(a.standby()).hasSize(2);
    }

    @Test
    void shouldTellWhereQueriesFindWhat() {
        a.endpoint("here", 1).join();
        b.endpoint("there", 2).join();
        settle(a, b);

        var all = Objects.requireNonNull(b.join().answer().partitionsByUserEndpoint());

        assertThat(all).hasSize(2).first().satisfies(mine -> {
            assertThat(mine.userEndpoint().host()).isEqualTo("here");
            assertThat(mine.activePartitions()).singleElement().satisfies(topic -> {
                assertThat(topic.topic()).isEqualTo("lines");
                assertThat(topic.partitions()).hasSize(2);
            });
        });
        assertThat(b.heartbeat().answer().partitionsByUserEndpoint()).isNull();
        a.leave();
        assertThat(b.heartbeat().answer().partitionsByUserEndpoint()).hasSize(1);
    }

    @Test
    void shouldGoOnAfterARestart() {
        a.join();

        driver.restart();

        assertThat(a.heartbeat().active()).hasSize(4);
        driver.advance(45_001);
        assertThat(a.refusalOfHeartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void shouldAskMembersToComeSoonWhileTheGroupSettles() {
        a.join();

        assertThat(a.answer().heartbeatIntervalMs()).isEqualTo(HeartbeatPace.FRESH_INTERVAL_MS_PER_MEMBER);
        driver.advance(10_000);
        assertThat(a.heartbeat().answer().heartbeatIntervalMs()).isEqualTo(5_000);
    }
}
