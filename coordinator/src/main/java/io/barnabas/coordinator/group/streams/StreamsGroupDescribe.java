// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.record.StreamsGroupTopologyValue;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.message.StreamsGroupDescribeResponse;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.DescribedGroup;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.KeyValue;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.Member;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.Subtopology;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.TaskIds;
import io.barnabas.wire.message.StreamsGroupDescribeResponse.TopicInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** StreamsGroupDescribe: one group, with its topology and what its members have and are to have. */
public final class StreamsGroupDescribe {

    private final StreamsGroupParts parts;

    StreamsGroupDescribe(StreamsGroupParts parts) {
        this.parts = parts;
    }

    /** Throws GROUP_ID_NOT_FOUND as an ApiException. */
    public DescribedGroup decide(String groupId) {
        StreamsGroup group = StreamsGroupLookup.get(parts.groups(), groupId);
        TopicImage topics = parts.topics().get();
        var described = new DescribedGroup()
                .setGroupId(groupId)
                .setGroupState(group.stateName())
                .setGroupEpoch(group.epoch())
                .setAssignmentEpoch(group.target().epoch());
        group.topology()
                .ifPresent(
                        topology -> described.setTopology(describe(TopologyConfiguration.configure(topology, topics))));
        group.members().forEach(member -> described.members().add(describe(group, member)));
        return described;
    }

    private static StreamsGroupDescribeResponse.Topology describe(ConfiguredTopology configured) {
        var described = new StreamsGroupDescribeResponse.Topology()
                .setEpoch(configured.topology().epoch());
        List<Subtopology> subtopologies = new ArrayList<>();
        for (StreamsGroupTopologyValue.Subtopology each :
                configured.topology().subtopologies().values()) {
            subtopologies.add(new Subtopology()
                    .setSubtopologyId(each.subtopologyId())
                    .setSourceTopics(sorted(each.sourceTopics()))
                    .setRepartitionSinkTopics(sorted(each.repartitionSinkTopics()))
                    .setRepartitionSourceTopics(infos(each.repartitionSourceTopics(), configured))
                    .setStateChangelogTopics(infos(each.stateChangelogTopics(), configured)));
        }
        return described.setSubtopologies(subtopologies);
    }

    private static List<String> sorted(List<String> topics) {
        return topics.stream().sorted().toList();
    }

    private static List<TopicInfo> infos(
            List<StreamsGroupTopologyValue.TopicInfo> topics, ConfiguredTopology configured) {
        return topics.stream()
                .map(topic -> new TopicInfo()
                        .setName(topic.name())
                        .setPartitions(
                                configured.isReady()
                                        ? configured.internalPartitions().getOrDefault(topic.name(), 0)
                                        : topic.partitions())
                        .setReplicationFactor(topic.replicationFactor())
                        .setTopicConfigs(topic.topicConfigs().stream()
                                .map(config ->
                                        new KeyValue().setKey(config.key()).setValue(config.value()))
                                .toList()))
                .toList();
    }

    private static Member describe(StreamsGroup group, StreamsMember member) {
        MemberMetadata metadata = member.metadata();
        MemberMetadata.Endpoint endpoint = metadata.endpoint();
        var described = new Member()
                .setMemberId(member.memberId())
                .setMemberEpoch(member.epoch())
                .setInstanceId(metadata.instanceId())
                .setRackId(metadata.rackId())
                .setClientId(metadata.clientId())
                .setClientHost(metadata.clientHost())
                .setTopologyEpoch(metadata.topologyEpoch())
                .setProcessId(metadata.processId())
                .setUserEndpoint(
                        endpoint == null
                                ? null
                                : new StreamsGroupDescribeResponse.Endpoint()
                                        .setHost(endpoint.host())
                                        .setPort(endpoint.port()))
                .setAssignment(assignment(member.current().assigned().tasks()))
                .setTargetAssignment(assignment(group.target().of(member.memberId())));
        metadata.clientTags()
                .forEach((key, value) ->
                        described.clientTags().add(new KeyValue().setKey(key).setValue(value)));
        return described;
    }

    private static StreamsGroupDescribeResponse.Assignment assignment(Tasks tasks) {
        return new StreamsGroupDescribeResponse.Assignment()
                .setActiveTasks(taskIds(tasks.active()))
                .setStandbyTasks(taskIds(tasks.standby()))
                .setWarmupTasks(taskIds(tasks.warmup()));
    }

    private static List<TaskIds> taskIds(Collection<TaskId> tasks) {
        return TaskId.bySubtopology(
                tasks,
                (subtopology, partitions) ->
                        new TaskIds().setSubtopologyId(subtopology).setPartitions(partitions));
    }
}
