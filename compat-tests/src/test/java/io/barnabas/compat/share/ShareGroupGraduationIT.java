// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.BarnabasBroker;
import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.KafkaBroker;
import io.barnabas.compat.harness.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ShareGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ShareGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Share groups in a directory that Apache Kafka and Barnabas serve in turn: each finds members, epochs, offsets and what has a
 * state as the other has left them, and a member goes on with its epoch, without a new assignment. Runs both brokers whatever
 * {@code -Dbroker} says.
 */
final class ShareGroupGraduationIT {
    private static final String MEMBER = "m";

    @TempDir
    Path temp;

    /** What an administrator sees of the groups. */
    record Seen(Map<String, String> groups, Map<TopicPartition, Long> offsets) {
        static Seen on(String bootstrap) {
            try (var admin = Clients.admin(bootstrap)) {
                var groups = new TreeMap<String, String>();
                get(admin.describeShareGroups(List.of("busy", "idle")).all()).forEach((id, group) -> {
                    var members = new TreeMap<String, String>();
                    group.members()
                            .forEach(member -> members.put(
                                    member.consumerId() + " at " + member.memberEpoch(),
                                    member.assignment().topicPartitions().stream()
                                            .map(TopicPartition::toString)
                                            .sorted()
                                            .toList()
                                            .toString()));
                    groups.put(
                            id,
                            group.groupState() + " " + group.groupEpoch() + " " + group.targetAssignmentEpoch() + " "
                                    + members);
                });
                Map<TopicPartition, Long> offsets = new HashMap<>();
                get(admin.listShareGroupOffsets(Map.of("idle", new ListShareGroupOffsetsSpec()))
                                .partitionsToOffsetInfo("idle"))
                        .forEach((partition, offset) ->
                                offsets.put(partition, offset == null ? -1 : offset.startOffset()));
                return new Seen(groups, offsets);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BrokerKind.class)
    void shouldFindTheGroupsAsTheOtherHasLeftThem(BrokerKind first) throws Exception {
        var data = Files.createDirectories(temp.resolve("broker")).resolve("data");
        var kind = first;
        Seen before = null;
        var epoch = 0;
        for (var turn = 0; turn < 3; turn++) {
            try (var broker = start(kind, data)) {
                if (before == null) {
                    epoch = begin(broker.bootstrap());
                } else {
                    assertThat(Seen.on(broker.bootstrap()))
                            .as("turn %d, %s", turn, kind)
                            .isEqualTo(before);
                    assertThat(beat(broker.bootstrap(), "busy", epoch).memberEpoch())
                            .as("no new assignment, turn %d, %s", turn, kind)
                            .isEqualTo(epoch);
                }
                before = Seen.on(broker.bootstrap());
                broker.stop();
            }
            kind = kind == BrokerKind.KAFKA ? BrokerKind.BARNABAS : BrokerKind.KAFKA;
        }
    }

    private static Broker start(BrokerKind kind, Path data) {
        Map<String, String> properties = Map.of("share.coordinator.state.topic.num.partitions", "1");
        return kind == BrokerKind.KAFKA ? KafkaBroker.start(data, properties) : BarnabasBroker.start(data, properties);
    }

    /** A group with a member, and one without that has been put somewhere. */
    private static int begin(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            get(admin.createTopics(List.of(new NewTopic("orders", 3, (short) 1)))
                    .all());
            get(admin.listConsumerGroupOffsets("busy").partitionsToOffsetAndMetadata());
            get(admin.alterShareGroupOffsets("idle", Map.of(new TopicPartition("orders", 1), 7L))
                    .all());
        }
        int[] epoch = {beat(bootstrap, "busy", 0).memberEpoch()};
        await().atMost(Clients.TIMEOUT).until(() -> {
            var response = beat(bootstrap, "busy", epoch[0]);
            epoch[0] = response.memberEpoch();
            return !response.assignment().topicPartitions().isEmpty();
        });
        assertThat(beat(bootstrap, "idle", 0).errorCode()).isZero();
        assertThat(beat(bootstrap, "idle", -1).errorCode()).isZero();
        return epoch[0];
    }

    private static ShareGroupHeartbeatResponseData beat(String bootstrap, String group, int epoch) {
        try (var client = new RawClient(bootstrap)) {
            return client.ask(
                    ShareGroupHeartbeatResponseData.class,
                    ApiKeys.SHARE_GROUP_HEARTBEAT,
                    1,
                    new ShareGroupHeartbeatRequestData()
                            .setGroupId(group)
                            .setMemberId(MEMBER)
                            .setMemberEpoch(epoch)
                            .setSubscribedTopicNames(epoch < 0 ? null : List.of("orders")));
        }
    }
}
