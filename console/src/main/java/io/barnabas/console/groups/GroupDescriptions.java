// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.groups;

import io.barnabas.broker.BrokerView;
import io.barnabas.console.api.Api;
import io.barnabas.console.json.Json;
import io.barnabas.wire.message.ConsumerGroupDescribeRequest;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse;
import io.barnabas.wire.message.ConsumerProtocolAssignment;
import io.barnabas.wire.message.DescribeGroupsRequest;
import io.barnabas.wire.message.DescribeGroupsResponse;
import io.barnabas.wire.message.DescribeGroupsResponse.DescribedGroupMember;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.message.ShareGroupDescribeRequest;
import io.barnabas.wire.message.ShareGroupDescribeResponse;
import io.barnabas.wire.message.StreamsGroupDescribeRequest;
import io.barnabas.wire.message.StreamsGroupDescribeResponse;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.InvalidMessageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Members and their partitions in one shape, whichever protocol the group speaks. */
final class GroupDescriptions {
    private static final String CONSUMER = "consumer";

    private final BrokerView broker;

    GroupDescriptions(BrokerView broker) {
        this.broker = broker;
    }

    CompletableFuture<Map<String, @Nullable Object>> describe(ListedGroup group) {
        List<String> id = List.of(group.groupId());
        return switch (group.groupType().toLowerCase(Locale.ROOT)) {
            case CONSUMER ->
                broker.client()
                        .ask(new ConsumerGroupDescribeRequest().setGroupIds(id), ConsumerGroupDescribeResponse.class)
                        .thenApply(response -> consumer(response.groups().get(0)));
            case "share" ->
                broker.client()
                        .ask(new ShareGroupDescribeRequest().setGroupIds(id), ShareGroupDescribeResponse.class)
                        .thenApply(response -> share(response.groups().get(0)));
            case "streams" ->
                broker.client()
                        .ask(new StreamsGroupDescribeRequest().setGroupIds(id), StreamsGroupDescribeResponse.class)
                        .thenApply(response -> streams(response.groups().get(0)));
            default ->
                broker.client()
                        .ask(new DescribeGroupsRequest().setGroups(id), DescribeGroupsResponse.class)
                        .thenApply(response -> classic(response.groups().get(0)));
        };
    }

    private static Map<String, @Nullable Object> classic(DescribeGroupsResponse.DescribedGroup group) {
        Api.check(group.errorCode(), group.errorMessage());
        boolean isConsumer = group.protocolType().equals(CONSUMER);
        return Json.object(
                "assignor", group.protocolData(),
                "members",
                        group.members().stream()
                                .map(member -> Json.object(
                                        "id", member.memberId(),
                                        "instance", member.groupInstanceId(),
                                        "client", member.clientId(),
                                        "host", member.clientHost(),
                                        "assignment", isConsumer ? classicAssignment(member) : Map.of()))
                                .toList());
    }

    /** What a leader has given to a member is between clients; when it is not what consumers write, nothing is shown. */
    private static Map<String, List<Integer>> classicAssignment(DescribedGroupMember member) {
        ByteBuffer bytes = ByteBuffer.wrap(member.memberAssignment());
        if (bytes.remaining() < Short.BYTES) {
            return Map.of();
        }
        try {
            var assignment = new ConsumerProtocolAssignment();
            short version = (short)
                    Math.max(0, Math.min(bytes.getShort(), ConsumerProtocolAssignment.HIGHEST_SUPPORTED_VERSION));
            assignment.read(new ByteBufferReadable(bytes), version);
            Map<String, List<Integer>> byTopic = new TreeMap<>();
            assignment.assignedPartitions().forEach(topic -> byTopic.put(topic.topic(), topic.partitions()));
            return byTopic;
        } catch (InvalidMessageException e) {
            return Map.of();
        }
    }

    private static Map<String, @Nullable Object> consumer(ConsumerGroupDescribeResponse.DescribedGroup group) {
        Api.check(group.errorCode(), group.errorMessage());
        return Json.object(
                "epoch", group.groupEpoch(),
                "assignmentEpoch", group.assignmentEpoch(),
                "assignor", group.assignorName(),
                "members",
                        group.members().stream()
                                .map(member -> Json.object(
                                        "id", member.memberId(),
                                        "instance", member.instanceId(),
                                        "client", member.clientId(),
                                        "host", member.clientHost(),
                                        "epoch", member.memberEpoch(),
                                        "subscribed", member.subscribedTopicNames(),
                                        "assignment", byTopic(member.assignment())))
                                .toList());
    }

    private static Map<String, List<Integer>> byTopic(ConsumerGroupDescribeResponse.Assignment assignment) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        assignment.topicPartitions().forEach(topic -> byTopic.put(topic.topicName(), topic.partitions()));
        return byTopic;
    }

    private static Map<String, @Nullable Object> share(ShareGroupDescribeResponse.DescribedGroup group) {
        Api.check(group.errorCode(), group.errorMessage());
        return Json.object(
                "epoch", group.groupEpoch(),
                "assignmentEpoch", group.assignmentEpoch(),
                "assignor", group.assignorName(),
                "members",
                        group.members().stream()
                                .map(member -> Json.object(
                                        "id", member.memberId(),
                                        "client", member.clientId(),
                                        "host", member.clientHost(),
                                        "epoch", member.memberEpoch(),
                                        "subscribed", member.subscribedTopicNames(),
                                        "assignment", byTopic(member.assignment())))
                                .toList());
    }

    private static Map<String, List<Integer>> byTopic(ShareGroupDescribeResponse.Assignment assignment) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        assignment.topicPartitions().forEach(topic -> byTopic.put(topic.topicName(), topic.partitions()));
        return byTopic;
    }

    /** Tasks stand where partitions do: by subtopology. */
    private static Map<String, @Nullable Object> streams(StreamsGroupDescribeResponse.DescribedGroup group) {
        Api.check(group.errorCode(), group.errorMessage());
        return Json.object(
                "epoch", group.groupEpoch(),
                "assignmentEpoch", group.assignmentEpoch(),
                "members",
                        group.members().stream()
                                .map(member -> Json.object(
                                        "id", member.memberId(),
                                        "instance", member.instanceId(),
                                        "client", member.clientId(),
                                        "host", member.clientHost(),
                                        "epoch", member.memberEpoch(),
                                        "assignment", bySubtopology(member.assignment())))
                                .toList());
    }

    private static Map<String, List<Integer>> bySubtopology(StreamsGroupDescribeResponse.Assignment assignment) {
        Map<String, List<Integer>> tasks = new TreeMap<>();
        assignment.activeTasks().forEach(task -> tasks.put("subtopology " + task.subtopologyId(), task.partitions()));
        assignment
                .standbyTasks()
                .forEach(task -> tasks.put("subtopology " + task.subtopologyId() + ", standby", task.partitions()));
        return tasks;
    }
}
