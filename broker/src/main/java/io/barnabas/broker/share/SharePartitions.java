// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.broker.metadata.MetadataDelta;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataListener;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.time.BrokerTime;
import io.barnabas.coordinator.share.ShareCoordinator;
import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The share partitions that somebody fetches from. Safe to use from any thread. */
public final class SharePartitions implements MetadataListener {
    private final Partitions partitions;
    private final SharePartitionEnvironment environment;
    private final Map<SharePartitionKey, SharePartitionLeader> leaders = new ConcurrentHashMap<>();

    /** @param disk where cold segments are read */
    public SharePartitions(
            Partitions partitions,
            ShareCoordinator states,
            ShareGroupSettings settings,
            BrokerTime time,
            Executor disk) {
        this.partitions = partitions;
        this.environment = new SharePartitionEnvironment(
                states, settings, time, disk, leader -> leaders.remove(leader.key(), leader));
    }

    /** The name of the topic with this id, or null. */
    @Nullable
    String topicName(ShareTarget target) {
        return partitions.topicName(target.topicId());
    }

    /** The share partition, or null when there is no such partition. */
    @Nullable
    SharePartitionLeader find(String groupId, ShareTarget target) {
        String topic = topicName(target);
        Partition partition = topic == null ? null : partitions.find(topic, target.partition());
        if (partition == null || !partition.topicId().equals(target.topicId())) {
            return null;
        }
        return leaders.computeIfAbsent(
                key(groupId, target), key -> new SharePartitionLeader(key, partition, environment));
    }

    /** The share partition if somebody has fetched from it, else null. */
    @Nullable
    SharePartitionLeader findInUse(String groupId, ShareTarget target) {
        return leaders.get(key(groupId, target));
    }

    private static SharePartitionKey key(String groupId, ShareTarget target) {
        return new SharePartitionKey(groupId, target.topicId(), target.partition());
    }

    /** Takes back what a member holds. */
    void release(ShareMember member, List<ShareTarget> targets) {
        for (ShareTarget target : targets) {
            SharePartitionLeader leader = findInUse(member.groupId(), target);
            if (leader != null) {
                leader.partition().execute(() -> leader.release(member.memberId()));
            }
        }
    }

    /** The state was set back or deleted: what is known of it is forgotten. */
    public void begunAnew(SharePartitionKey key) {
        giveUp(
                key::equals,
                new ApiException(Errors.NOT_LEADER_OR_FOLLOWER, "Share partition " + key + " begins anew."));
    }

    @Override
    public void changed(MetadataDelta delta, MetadataImage image) {
        for (TopicInfo topic : delta.deletedTopics()) {
            if (topic.name().equals(TopicInfo.SHARE_GROUP_STATE)) {
                giveUp(key -> true, new ApiException(Errors.NOT_LEADER_OR_FOLLOWER, "All share groups begin anew."));
            } else {
                giveUp(
                        key -> key.topicId().equals(topic.id()),
                        new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION, topic.name() + " was deleted."));
            }
        }
    }

    private void giveUp(Predicate<SharePartitionKey> which, ApiException why) {
        leaders.values().forEach(leader -> {
            if (which.test(leader.key())) {
                leader.partition().execute(() -> leader.giveUp(why));
            }
        });
    }
}
