// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.groups;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.console.api.Api;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Refusal;
import io.barnabas.console.http.Routes;
import io.barnabas.console.json.Json;
import io.barnabas.console.view.GroupsView;
import io.barnabas.console.view.OffsetsAt;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestPartition;
import io.barnabas.wire.message.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.barnabas.wire.message.AlterShareGroupOffsetsResponse;
import io.barnabas.wire.message.FindCoordinatorRequest;
import io.barnabas.wire.message.FindCoordinatorResponse;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.barnabas.wire.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.barnabas.wire.message.OffsetCommitResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/groups/G/offsets}: a group without members begins elsewhere in a topic, in one partition or all:
 * {@code {"topic": "orders", "partition": 0, "to": "start" | "end" | "time" | "offset", "value": 17}}.
 */
public final class OffsetReset {
    private static final int NO_GENERATION = -1;

    private final BrokerView broker;
    private final GroupsView groups;
    private final OffsetsAt offsets;

    public OffsetReset(BrokerView broker, GroupsView groups) {
        this.broker = broker;
        this.groups = groups;
        this.offsets = new OffsetsAt(broker);
    }

    public void addTo(Routes routes) {
        routes.add("POST", "/api/groups/*/offsets", Api.json(this::reset));
    }

    private CompletableFuture<Map<String, @Nullable Object>> reset(Call call) {
        Map<?, ?> body = Api.body(call);
        TopicInfo topic = Api.topic(broker, Api.required(body, "topic"));
        List<Integer> partitions = partitions(topic, Api.number(body, "partition"));
        return groups.list()
                .thenCompose(all -> target(body, topic, partitions)
                        .thenCompose(target -> isShare(all, call.segment(0))
                                ? alterShare(call.segment(0), topic, target)
                                : commit(call.segment(0), topic, target)));
    }

    private static boolean isShare(List<ListedGroup> all, String id) {
        return all.stream()
                .anyMatch(
                        group -> group.groupId().equals(id) && group.groupType().equalsIgnoreCase(GroupsView.SHARE));
    }

    private static List<Integer> partitions(TopicInfo topic, @Nullable Long asked) {
        if (asked == null) {
            return topic.partitions().stream().map(info -> info.partition()).toList();
        }
        if (asked < 0 || topic.partition((int) Math.min(asked, Integer.MAX_VALUE)) == null) {
            throw new Refusal(404, "Topic " + topic.name() + " has no partition " + asked);
        }
        return List.of(asked.intValue());
    }

    private CompletableFuture<Map<Integer, Long>> target(Map<?, ?> body, TopicInfo topic, List<Integer> partitions) {
        String to = Api.required(body, "to");
        Long value = Api.number(body, "value");
        if (to.equals("start") || to.equals("end")) {
            return offsets.find(topic, partitions, to.equals("start") ? OffsetsAt.START : OffsetsAt.END);
        }
        if (value == null || value < 0) {
            throw new Refusal(400, "value must be a whole number from 0 on");
        }
        if (to.equals("time")) {
            return offsets.find(topic, partitions, value);
        }
        if (!to.equals("offset")) {
            throw new Refusal(400, "to is start, end, time or offset, not '" + to + "'");
        }
        Map<Integer, Long> same = new TreeMap<>();
        partitions.forEach(partition -> same.put(partition, value));
        return CompletableFuture.completedFuture(same);
    }

    private CompletableFuture<Map<String, @Nullable Object>> commit(
            String group, TopicInfo topic, Map<Integer, Long> target) {
        var partitions = target.entrySet().stream()
                .map(entry -> new OffsetCommitRequestPartition()
                        .setPartitionIndex(entry.getKey())
                        .setCommittedOffset(entry.getValue())
                        .setCommittedMetadata(""))
                .toList();
        var request = new OffsetCommitRequest()
                .setGroupId(group)
                .setGenerationIdOrMemberEpoch(NO_GENERATION)
                .setTopics(List.of(new OffsetCommitRequestTopic()
                        .setName(topic.name())
                        .setTopicId(topic.id())
                        .setPartitions(partitions)));
        return findCoordinator(group)
                .thenCompose(found -> broker.client().ask(request, OffsetCommitResponse.class))
                .thenApply(response -> {
                    response.topics()
                            .get(0)
                            .partitions()
                            .forEach(partition -> Api.check(
                                    partition.errorCode(),
                                    "partition " + partition.partitionIndex()
                                            + "; offsets move only while the group has no members"));
                    return Json.object("offsets", target);
                });
    }

    /** As a client would, since that makes what keeps the offsets when this is the first group. */
    private CompletableFuture<FindCoordinatorResponse> findCoordinator(String group) {
        return broker.client()
                .ask(new FindCoordinatorRequest().setCoordinatorKeys(List.of(group)), FindCoordinatorResponse.class);
    }

    private CompletableFuture<Map<String, @Nullable Object>> alterShare(
            String group, TopicInfo topic, Map<Integer, Long> target) {
        var partitions = target.entrySet().stream()
                .map(entry -> new AlterShareGroupOffsetsRequestPartition()
                        .setPartitionIndex(entry.getKey())
                        .setStartOffset(entry.getValue()))
                .toList();
        var request = new AlterShareGroupOffsetsRequest()
                .setGroupId(group)
                .setTopics(List.of(new AlterShareGroupOffsetsRequestTopic()
                        .setTopicName(topic.name())
                        .setPartitions(partitions)));
        return broker.client()
                .ask(request, AlterShareGroupOffsetsResponse.class)
                .thenApply(response -> {
                    Api.check(response.errorCode(), response.errorMessage());
                    response.responses()
                            .forEach(answered -> answered.partitions()
                                    .forEach(partition -> Api.check(partition.errorCode(), partition.errorMessage())));
                    return Json.object("offsets", target);
                });
    }
}
