// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.StartupException;
import io.barnabas.wire.message.CreateTopicsRequest;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopicConfig;
import io.barnabas.wire.message.CreateTopicsResponse;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicResult;
import io.barnabas.wire.protocol.Errors;

/** Makes what was asked for at the start and is not there yet. What is there stays as it is. */
public final class Seeding {
    private static final int TIMEOUT_MS = 30_000;

    private final SeedClient client;

    public Seeding(SeedClient client) {
        this.client = client;
    }

    /** @throws StartupException when something cannot be made */
    public void apply(SeedPlan plan) {
        plan.topics().forEach(this::createTopic);
        SeedTopics topics = new SeedTopics(client);
        new RecordSeeding(client, topics).write(plan.records());
        OffsetSeeding offsets = new OffsetSeeding(client, topics);
        plan.offsets().forEach(offsets::commit);
        UserSeeding users = new UserSeeding(client);
        plan.users().forEach(users::set);
    }

    private void createTopic(TopicSeed topic) {
        CreatableTopic wanted = new CreatableTopic()
                .setName(topic.name())
                .setNumPartitions(topic.partitions())
                .setReplicationFactor(topic.replicas());
        topic.configs()
                .forEach((name, value) -> wanted.configs()
                        .add(new CreatableTopicConfig().setName(name).setValue(value)));
        CreateTopicsRequest request = new CreateTopicsRequest().setTimeoutMs(TIMEOUT_MS);
        request.topics().add(wanted);
        CreatableTopicResult result =
                client.ask(CreateTopicsResponse.class, request).topics().get(0);
        Errors error = Errors.forCode(result.errorCode());
        if (error != Errors.NONE && error != Errors.TOPIC_ALREADY_EXISTS) {
            String reason = result.errorMessage() == null ? error.message() : result.errorMessage();
            throw new StartupException(topic.origin() + ": cannot make topic " + topic.name() + ": " + reason);
        }
    }
}
