// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import static io.barnabas.compat.harness.Clients.get;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.InitializeShareGroupStateRequestData;
import org.apache.kafka.common.message.InitializeShareGroupStateResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.awaitility.Awaitility;

/** Steps that stories of share groups take without a stock client. */
final class RawShares {
    private RawShares() {}

    static Uuid topicId(String bootstrap, String topic) {
        try (var admin = Clients.admin(bootstrap)) {
            return get(admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic)
                    .topicId();
        }
    }

    static void setGroup(String bootstrap, String group, String... settings) {
        try (var admin = Clients.admin(bootstrap)) {
            var ops = Stream.of(settings)
                    .map(setting -> {
                        var equals = setting.indexOf('=');
                        return new AlterConfigOp(
                                new ConfigEntry(setting.substring(0, equals), setting.substring(equals + 1)),
                                AlterConfigOp.OpType.SET);
                    })
                    .toList();
            get(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), ops))
                    .all());
        }
    }

    /** Until the coordinator of a share partition is there, which makes its topic first. */
    static void awaitCoordinator(RawClient client, String group, Uuid topicId) {
        var request = new FindCoordinatorRequestData()
                .setKeyType((byte) 2)
                .setCoordinatorKeys(List.of(group + ":" + topicId + ":0"));
        Awaitility.await().atMost(Clients.TIMEOUT).until(() -> {
            var answer = client.ask(FindCoordinatorResponseData.class, ApiKeys.FIND_COORDINATOR, 6, request);
            return answer.coordinators().get(0).errorCode() == 0;
        });
    }

    /** Begins a share partition, whatever the group. */
    static Errors initialize(RawClient client, String group, Uuid topicId, int stateEpoch, long startOffset) {
        var partition = new InitializeShareGroupStateRequestData.PartitionData()
                .setPartition(0)
                .setStateEpoch(stateEpoch)
                .setStartOffset(startOffset);
        var request = new InitializeShareGroupStateRequestData()
                .setGroupId(group)
                .setTopics(List.of(new InitializeShareGroupStateRequestData.InitializeStateData()
                        .setTopicId(topicId)
                        .setPartitions(List.of(partition))));
        var answer = client.ask(
                InitializeShareGroupStateResponseData.class, ApiKeys.INITIALIZE_SHARE_GROUP_STATE, 0, request);
        return Errors.forCode(answer.results().get(0).partitions().get(0).errorCode());
    }

    /** The same, as soon as the coordinator has loaded its partition of the topic. */
    static void begin(String bootstrap, String group, Uuid topicId, long startOffset) {
        try (var client = new RawClient(bootstrap)) {
            awaitCoordinator(client, group, topicId);
            Awaitility.await()
                    .atMost(Clients.TIMEOUT)
                    .until(() -> initialize(client, group, topicId, 0, startOffset) == Errors.NONE);
        }
    }
}
