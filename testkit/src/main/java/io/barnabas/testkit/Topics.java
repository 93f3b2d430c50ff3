// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.wire.message.CreateTopicsRequest;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopicConfig;
import io.barnabas.wire.message.CreateTopicsResponse;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicResult;
import io.barnabas.wire.protocol.Errors;
import java.util.List;

/** Creates topics as any administrator would, by a request. */
final class Topics {
    private static final int TIMEOUT_MS = 30_000;

    private Topics() {}

    static void create(String address, List<TopicSpec> topics) {
        if (topics.isEmpty()) {
            return;
        }
        var request = new CreateTopicsRequest()
                .setTimeoutMs(TIMEOUT_MS)
                .setTopics(topics.stream().map(Topics::creatable).toList());
        try (RawConnection connection = RawConnection.to(address)) {
            var response = (CreateTopicsResponse) connection.call(request);
            for (CreatableTopicResult result : response.topics()) {
                if (result.errorCode() != Errors.NONE.code()) {
                    throw new IllegalArgumentException("The topic " + result.name() + " was not created: "
                            + Errors.forCode(result.errorCode()) + ", " + result.errorMessage());
                }
            }
        }
    }

    private static CreatableTopic creatable(TopicSpec topic) {
        return new CreatableTopic()
                .setName(topic.name())
                .setNumPartitions(topic.partitions())
                .setReplicationFactor((short) 1)
                .setConfigs(topic.configs().entrySet().stream()
                        .map(config -> new CreatableTopicConfig()
                                .setName(config.getKey())
                                .setValue(config.getValue()))
                        .toList());
    }
}
