// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AlterShareGroupOffsetsRequestData;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DeleteShareGroupOffsetsRequestData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeShareGroupOffsetsRequestData;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.ShareGroupDescribeRequestData;
import org.apache.kafka.common.message.ShareGroupHeartbeatRequestData;
import org.apache.kafka.common.message.StreamsGroupDescribeRequestData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/** One good request of each kind that goes to a coordinator, for the first partition of one topic. */
@SuppressWarnings("ImmutableEnumChecker") // The functions only build requests.
enum CoordinatorRequest {
    LIST_GROUPS((version, id) -> new ListGroupsRequestData()),
    DESCRIBE_GROUPS((version, id) -> new DescribeGroupsRequestData().setGroups(groups())),
    CONSUMER_GROUP_DESCRIBE((version, id) -> new ConsumerGroupDescribeRequestData().setGroupIds(groups())),
    SHARE_GROUP_DESCRIBE((version, id) -> new ShareGroupDescribeRequestData().setGroupIds(groups())),
    STREAMS_GROUP_DESCRIBE((version, id) -> new StreamsGroupDescribeRequestData().setGroupIds(groups())),
    DELETE_GROUPS((version, id) -> new DeleteGroupsRequestData().setGroupsNames(List.of(CoordinatorRequest.GROUP))),
    JOIN_GROUP((version, id) -> join()),
    SYNC_GROUP((version, id) -> new SyncGroupRequestData()
            .setGroupId(CoordinatorRequest.GROUP)
            .setMemberId("m")
            .setProtocolType(version < 5 ? null : "consumer")
            .setProtocolName(version < 5 ? null : "range")),
    HEARTBEAT((version, id) ->
            new HeartbeatRequestData().setGroupId(CoordinatorRequest.GROUP).setMemberId("m")),
    LEAVE_GROUP((version, id) -> leave(version)),
    CONSUMER_GROUP_HEARTBEAT((version, id) -> new ConsumerGroupHeartbeatRequestData()
            .setGroupId(CoordinatorRequest.GROUP)
            .setMemberId(version < 1 ? "" : CoordinatorRequest.MEMBER)
            .setRebalanceTimeoutMs(1000)
            .setSubscribedTopicNames(List.of(CoordinatorRequest.TOPIC))
            .setTopicPartitions(List.of())),
    SHARE_GROUP_HEARTBEAT((version, id) -> new ShareGroupHeartbeatRequestData()
            .setGroupId(CoordinatorRequest.GROUP)
            .setMemberId(CoordinatorRequest.MEMBER)
            .setSubscribedTopicNames(List.of(CoordinatorRequest.TOPIC))),
    STREAMS_GROUP_HEARTBEAT((version, id) -> streamsHeartbeat()),
    OFFSET_COMMIT((version, id) -> new OffsetCommitRequestData()
            .setGroupId(CoordinatorRequest.GROUP)
            .setTopics(List.of(new OffsetCommitRequestData.OffsetCommitRequestTopic()
                    .setName(CoordinatorRequest.TOPIC)
                    .setTopicId(id)
                    .setPartitions(List.of(new OffsetCommitRequestData.OffsetCommitRequestPartition()
                            .setCommittedOffset(3)
                            .setCommittedMetadata("")))))),
    OFFSET_FETCH((version, id) -> fetch(version, id)),
    OFFSET_DELETE((version, id) -> delete()),
    DESCRIBE_SHARE_GROUP_OFFSETS((version, id) -> new DescribeShareGroupOffsetsRequestData()
            .setGroups(List.of(
                    new DescribeShareGroupOffsetsRequestData.DescribeShareGroupOffsetsRequestGroup()
                            .setGroupId(CoordinatorRequest.GROUP)
                            .setTopics(null),
                    new DescribeShareGroupOffsetsRequestData.DescribeShareGroupOffsetsRequestGroup()
                            .setGroupId("other")
                            .setTopics(List.of(
                                    new DescribeShareGroupOffsetsRequestData.DescribeShareGroupOffsetsRequestTopic()
                                            .setTopicName(CoordinatorRequest.TOPIC)
                                            .setPartitions(List.of(0))))))),
    ALTER_SHARE_GROUP_OFFSETS((version, id) -> alterShareOffsets()),
    DELETE_SHARE_GROUP_OFFSETS((version, id) -> new DeleteShareGroupOffsetsRequestData()
            .setGroupId(CoordinatorRequest.GROUP)
            .setTopics(List.of(new DeleteShareGroupOffsetsRequestData.DeleteShareGroupOffsetsRequestTopic()
                    .setTopicName(CoordinatorRequest.TOPIC)))),
    INIT_PRODUCER_ID((version, id) -> new InitProducerIdRequestData()
            .setTransactionalId(CoordinatorRequest.TRANSACTIONAL_ID)
            .setTransactionTimeoutMs(10_000)),
    ADD_PARTITIONS_TO_TXN((version, id) -> addPartitions(version)),
    ADD_OFFSETS_TO_TXN((version, id) -> new AddOffsetsToTxnRequestData()
            .setTransactionalId(CoordinatorRequest.TRANSACTIONAL_ID)
            .setProducerId(7)
            .setGroupId(CoordinatorRequest.GROUP)),
    TXN_OFFSET_COMMIT((version, id) -> new TxnOffsetCommitRequestData()
            .setTransactionalId(CoordinatorRequest.TRANSACTIONAL_ID)
            .setGroupId(CoordinatorRequest.GROUP)
            .setProducerId(7)
            .setTopics(List.of(new TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic()
                    .setName(CoordinatorRequest.TOPIC)
                    .setPartitions(List.of(new TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition()
                            .setCommittedOffset(3)
                            .setCommittedMetadata("")))))),
    END_TXN((version, id) -> new EndTxnRequestData()
            .setTransactionalId(CoordinatorRequest.TRANSACTIONAL_ID)
            .setProducerId(7)),
    DESCRIBE_TRANSACTIONS((version, id) -> new DescribeTransactionsRequestData()
            .setTransactionalIds(List.of(CoordinatorRequest.TRANSACTIONAL_ID, "", "other"))),
    LIST_TRANSACTIONS((version, id) -> new ListTransactionsRequestData());

    static final String TOPIC = "orders";
    private static final String GROUP = "billing";
    private static final String MEMBER = "AAAAAAAAAAAAAAAAAAAABA";
    private static final String TRANSACTIONAL_ID = "transfer";

    private final BiFunction<Short, Uuid, ApiMessage> request;

    CoordinatorRequest(BiFunction<Short, Uuid, ApiMessage> request) {
        this.request = request;
    }

    ApiKeys api() {
        return ApiKeys.valueOf(name());
    }

    ApiMessage with(short version, Uuid topicId) {
        return request.apply(version, topicId);
    }

    private static List<String> groups() {
        return List.of("", GROUP, "other");
    }

    private static JoinGroupRequestData join() {
        var request = new JoinGroupRequestData()
                .setGroupId(GROUP)
                .setSessionTimeoutMs(10_000)
                .setRebalanceTimeoutMs(10_000)
                .setProtocolType("consumer");
        request.protocols()
                .add(new JoinGroupRequestData.JoinGroupRequestProtocol()
                        .setName("range")
                        .setMetadata(new byte[0]));
        return request;
    }

    private static LeaveGroupRequestData leave(short version) {
        return version < 3
                ? new LeaveGroupRequestData().setGroupId(GROUP).setMemberId("m")
                : new LeaveGroupRequestData()
                        .setGroupId(GROUP)
                        .setMembers(List.of(new LeaveGroupRequestData.MemberIdentity().setMemberId("m")));
    }

    private static StreamsGroupHeartbeatRequestData streamsHeartbeat() {
        return new StreamsGroupHeartbeatRequestData()
                .setGroupId(GROUP)
                .setMemberId(MEMBER)
                .setRebalanceTimeoutMs(1000)
                .setProcessId("process")
                .setActiveTasks(List.of())
                .setStandbyTasks(List.of())
                .setWarmupTasks(List.of())
                .setTopology(new StreamsGroupHeartbeatRequestData.Topology()
                        .setSubtopologies(List.of(new StreamsGroupHeartbeatRequestData.Subtopology()
                                .setSubtopologyId("0")
                                .setSourceTopics(List.of(TOPIC)))));
    }

    private static OffsetFetchRequestData fetch(short version, Uuid id) {
        return version < 8
                ? new OffsetFetchRequestData()
                        .setGroupId(GROUP)
                        .setTopics(List.of(new OffsetFetchRequestData.OffsetFetchRequestTopic()
                                .setName(TOPIC)
                                .setPartitionIndexes(List.of(0))))
                : new OffsetFetchRequestData()
                        .setGroups(List.of(
                                new OffsetFetchRequestData.OffsetFetchRequestGroup()
                                        .setGroupId(GROUP)
                                        .setTopics(List.of(new OffsetFetchRequestData.OffsetFetchRequestTopics()
                                                .setName(TOPIC)
                                                .setTopicId(id)
                                                .setPartitionIndexes(List.of(0)))),
                                new OffsetFetchRequestData.OffsetFetchRequestGroup()
                                        .setGroupId("other")
                                        .setTopics(null)));
    }

    private static OffsetDeleteRequestData delete() {
        var request = new OffsetDeleteRequestData().setGroupId(GROUP);
        request.topics()
                .add(new OffsetDeleteRequestData.OffsetDeleteRequestTopic()
                        .setName(TOPIC)
                        .setPartitions(List.of(new OffsetDeleteRequestData.OffsetDeleteRequestPartition())));
        return request;
    }

    private static AlterShareGroupOffsetsRequestData alterShareOffsets() {
        var request = new AlterShareGroupOffsetsRequestData().setGroupId(GROUP);
        request.topics()
                .add(new AlterShareGroupOffsetsRequestData.AlterShareGroupOffsetsRequestTopic()
                        .setTopicName(TOPIC)
                        .setPartitions(List.of(
                                new AlterShareGroupOffsetsRequestData.AlterShareGroupOffsetsRequestPartition())));
        return request;
    }

    private static AddPartitionsToTxnRequestData addPartitions(short version) {
        var topics = new AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection();
        topics.add(new AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic()
                .setName(TOPIC)
                .setPartitions(List.of(0)));
        var request = new AddPartitionsToTxnRequestData();
        if (version < 4) {
            return request.setV3AndBelowTransactionalId(TRANSACTIONAL_ID)
                    .setV3AndBelowProducerId(7)
                    .setV3AndBelowTopics(topics);
        }
        request.transactions()
                .add(new AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction()
                        .setTransactionalId(TRANSACTIONAL_ID)
                        .setProducerId(7)
                        .setTopics(topics));
        return request;
    }
}
