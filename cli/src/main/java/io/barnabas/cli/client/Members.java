// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.wire.message.ConsumerGroupDescribeRequest;
import io.barnabas.wire.message.ConsumerGroupDescribeResponse;
import io.barnabas.wire.message.ConsumerProtocolAssignment;
import io.barnabas.wire.message.DescribeGroupsRequest;
import io.barnabas.wire.message.DescribeGroupsResponse;
import io.barnabas.wire.message.ShareGroupDescribeRequest;
import io.barnabas.wire.message.ShareGroupDescribeResponse;
import io.barnabas.wire.message.StreamsGroupDescribeRequest;
import io.barnabas.wire.message.StreamsGroupDescribeResponse;
import io.barnabas.wire.protocol.ByteBufferReadable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is in a group, and what each of them has to do; the four kinds of group say it in four requests. */
public final class Members {
    private final BrokerConnection broker;

    /**
     * @param instanceId of a static member
     * @param assignment such as {@code orders-0,1,2 payments-0}
     */
    public record Member(
            String memberId, @Nullable String instanceId, String clientId, String host, String assignment) {}

    public Members(BrokerConnection broker) {
        this.broker = broker;
    }

    /** @param type as ListGroups says it: Classic, Consumer, Share or Streams */
    public List<Member> of(String group, String type) throws IOException {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "consumer" -> consumers(group);
            case "share" -> shareConsumers(group);
            case "streams" -> streams(group);
            default -> classic(group);
        };
    }

    private List<Member> classic(String group) throws IOException {
        var request = new DescribeGroupsRequest().setGroups(List.of(group));
        List<Member> members = new ArrayList<>();
        for (var found : broker.call(request, DescribeGroupsResponse.class).groups()) {
            check(found.errorCode(), found.errorMessage(), "group '" + group + "'");
            for (var member : found.members()) {
                boolean consumer = found.protocolType().equals("consumer");
                members.add(new Member(
                        member.memberId(),
                        member.groupInstanceId(),
                        member.clientId(),
                        member.clientHost(),
                        consumer ? assignment(member.memberAssignment()) : ""));
            }
        }
        return members;
    }

    /** What the leader of a classic group has written: {@code i16 version}, then a ConsumerProtocolAssignment. */
    private static String assignment(byte[] bytes) {
        if (bytes.length < Short.BYTES) {
            return "";
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        short version = (short) Math.min(buffer.getShort(), new ConsumerProtocolAssignment().highestSupportedVersion());
        var assignment = new ConsumerProtocolAssignment();
        assignment.read(new ByteBufferReadable(buffer), version);
        return assignment.assignedPartitions().stream()
                .map(topic -> text(topic.topic(), topic.partitions()))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private List<Member> consumers(String group) throws IOException {
        var request = new ConsumerGroupDescribeRequest().setGroupIds(List.of(group));
        List<Member> members = new ArrayList<>();
        for (var found :
                broker.call(request, ConsumerGroupDescribeResponse.class).groups()) {
            check(found.errorCode(), found.errorMessage(), "group '" + group + "'");
            for (var member : found.members()) {
                String assignment = member.assignment().topicPartitions().stream()
                        .map(topic -> text(topic.topicName(), topic.partitions()))
                        .sorted()
                        .collect(Collectors.joining(" "));
                members.add(new Member(
                        member.memberId(), member.instanceId(), member.clientId(), member.clientHost(), assignment));
            }
        }
        return members;
    }

    private List<Member> shareConsumers(String group) throws IOException {
        var request = new ShareGroupDescribeRequest().setGroupIds(List.of(group));
        List<Member> members = new ArrayList<>();
        for (var found : broker.call(request, ShareGroupDescribeResponse.class).groups()) {
            check(found.errorCode(), found.errorMessage(), "group '" + group + "'");
            for (var member : found.members()) {
                String assignment = member.assignment().topicPartitions().stream()
                        .map(topic -> text(topic.topicName(), topic.partitions()))
                        .sorted()
                        .collect(Collectors.joining(" "));
                members.add(new Member(member.memberId(), null, member.clientId(), member.clientHost(), assignment));
            }
        }
        return members;
    }

    private List<Member> streams(String group) throws IOException {
        var request = new StreamsGroupDescribeRequest().setGroupIds(List.of(group));
        List<Member> members = new ArrayList<>();
        for (var found :
                broker.call(request, StreamsGroupDescribeResponse.class).groups()) {
            check(found.errorCode(), found.errorMessage(), "group '" + group + "'");
            for (var member : found.members()) {
                String tasks = member.assignment().activeTasks().stream()
                        .map(task -> text(task.subtopologyId(), task.partitions()))
                        .sorted()
                        .collect(Collectors.joining(" "));
                members.add(new Member(
                        member.memberId(), member.instanceId(), member.clientId(), member.clientHost(), tasks));
            }
        }
        return members;
    }

    private static String text(String name, List<Integer> partitions) {
        return name + "-"
                + new TreeSet<>(partitions).stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
