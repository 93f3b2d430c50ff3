// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.wire.protocol.Uuids;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the topics that coordinators keep their state in are made on first use. The number of partitions decides for ever which group or
 * transaction goes where; replication factors above one wait for a cluster, so the smallest number of replicas in sync is one.
 */
public final class InternalTopics {
    private final ConfigValues values;

    public InternalTopics(ConfigValues values) {
        this.values = values;
    }

    /** Null when the name is not one of an internal topic. */
    public @Nullable InternalTopic find(String name) {
        return switch (name) {
            case TopicInfo.CONSUMER_OFFSETS -> consumerOffsets();
            case TopicInfo.TRANSACTION_STATE -> transactionState();
            case TopicInfo.SHARE_GROUP_STATE -> shareGroupState();
            default -> null;
        };
    }

    public InternalTopic consumerOffsets() {
        return topic(
                TopicInfo.CONSUMER_OFFSETS,
                "offsets.topic.num.partitions",
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "compression.type",
                        "producer",
                        "segment.bytes",
                        values.text("offsets.topic.segment.bytes")));
    }

    public InternalTopic transactionState() {
        return topic(
                TopicInfo.TRANSACTION_STATE,
                "transaction.state.log.num.partitions",
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "compression.type",
                        "uncompressed",
                        "min.insync.replicas",
                        "1",
                        "unclean.leader.election.enable",
                        "false",
                        "segment.bytes",
                        values.text("transaction.state.log.segment.bytes")));
    }

    public InternalTopic shareGroupState() {
        return topic(
                TopicInfo.SHARE_GROUP_STATE,
                "share.coordinator.state.topic.num.partitions",
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "compression.type",
                        "producer",
                        "min.insync.replicas",
                        "1",
                        "retention.ms",
                        "-1",
                        "segment.bytes",
                        values.text("share.coordinator.state.topic.segment.bytes")));
    }

    private InternalTopic topic(String name, String partitions, Map<String, String> configs) {
        return new InternalTopic(name, values.integer(partitions), configs, Uuids::random);
    }
}
