// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.StartupException;
import io.barnabas.broker.seed.SeedTopics.Topic;
import io.barnabas.wire.message.FindCoordinatorRequest;
import io.barnabas.wire.message.FindCoordinatorResponse;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.OffsetFetchRequest;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.barnabas.wire.message.OffsetFetchResponse;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.barnabas.wire.protocol.Errors;
import java.util.List;

/** Commits offsets for groups that have none for a partition. */
final class OffsetSeeding {
    private static final int NO_GENERATION = -1;

    private final SeedClient client;
    private final SeedTopics topics;

    OffsetSeeding(SeedClient client, SeedTopics topics) {
        this.client = client;
        this.topics = topics;
    }

    void commit(OffsetSeed seed) {
        Topic topic = topics.find(seed.topic(), seed.partition(), seed.origin());
        findCoordinator(seed);
        if (isCommitted(seed, topic)) {
            return;
        }
        long end = topics.offset(topic, seed.partition(), OffsetSeed.LATEST, seed.origin());
        long offset = seed.offset() >= 0
                ? seed.offset()
                : topics.offset(topic, seed.partition(), seed.offset(), seed.origin());
        if (offset > end) {
            throw new StartupException(seed.origin() + ": offset " + offset + " is beyond the end of partition "
                    + seed.partition() + " of topic " + seed.topic() + ", " + end);
        }
        OffsetCommitRequest request = new OffsetCommitRequest()
                .setGroupId(seed.group())
                .setGenerationIdOrMemberEpoch(NO_GENERATION)
                .setTopics(List.of(new OffsetCommitRequestTopic()
                        .setName(topic.name())
                        .setTopicId(topic.id())
                        .setPartitions(List.of(new OffsetCommitRequestPartition()
                                .setPartitionIndex(seed.partition())
                                .setCommittedOffset(offset)))));
        short code = client.ask(OffsetCommitResponse.class, request)
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .errorCode();
        check(seed, code);
    }

    /** As each client does first: it makes the coordinators' topic. */
    private void findCoordinator(OffsetSeed seed) {
        FindCoordinatorRequest request = new FindCoordinatorRequest().setCoordinatorKeys(List.of(seed.group()));
        check(
                seed,
                client.ask(FindCoordinatorResponse.class, request)
                        .coordinators()
                        .get(0)
                        .errorCode());
    }

    private boolean isCommitted(OffsetSeed seed, Topic topic) {
        OffsetFetchRequest request = new OffsetFetchRequest()
                .setGroups(List.of(new OffsetFetchRequestGroup()
                        .setGroupId(seed.group())
                        .setMemberEpoch(NO_GENERATION)
                        .setTopics(List.of(new OffsetFetchRequestTopics()
                                .setName(topic.name())
                                .setTopicId(topic.id())
                                .setPartitionIndexes(List.of(seed.partition()))))));
        OffsetFetchResponseGroup group =
                client.ask(OffsetFetchResponse.class, request).groups().get(0);
        check(seed, group.errorCode());
        return group.topics().get(0).partitions().get(0).committedOffset() >= 0;
    }

    private static void check(OffsetSeed seed, short code) {
        if (code != Errors.NONE.code()) {
            throw new StartupException(seed.origin() + ": cannot commit an offset for group " + seed.group() + ": "
                    + Errors.forCode(code).message());
        }
    }
}
