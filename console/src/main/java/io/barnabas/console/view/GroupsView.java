// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.view;

import io.barnabas.broker.BrokerView;
import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest;
import io.barnabas.wire.message.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestGroup;
import io.barnabas.wire.message.DescribeShareGroupOffsetsResponse;
import io.barnabas.wire.message.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponseGroup;
import io.barnabas.wire.message.ListGroupsRequest;
import io.barnabas.wire.message.ListGroupsResponse;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.message.OffsetFetchRequest;
import io.barnabas.wire.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.barnabas.wire.message.OffsetFetchResponse;
import io.barnabas.wire.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The groups that there are, and how far behind they are. */
public final class GroupsView {
    public static final String SHARE = "share";

    private final BrokerView broker;
    private final LogsView logs;

    public GroupsView(BrokerView broker, LogsView logs) {
        this.broker = broker;
        this.logs = logs;
    }

    /** All of them, by id. */
    public CompletableFuture<List<ListedGroup>> list() {
        return broker.client()
                .ask(new ListGroupsRequest(), ListGroupsResponse.class)
                .thenApply(response -> response.groups().stream()
                        .sorted(Comparator.comparing(ListedGroup::groupId))
                        .toList());
    }

    /** What each of these groups has committed, and how far behind that is. Share groups commit nothing. */
    public CompletableFuture<Map<String, List<PartitionLag>>> lags(Collection<String> groupIds) {
        var groups = groupIds.stream()
                .map(id -> new OffsetFetchRequestGroup().setGroupId(id).setTopics(null))
                .toList();
        return broker.client()
                .ask(new OffsetFetchRequest().setGroups(groups), OffsetFetchResponse.class)
                .thenApply(response -> {
                    Map<String, List<PartitionLag>> lags = new HashMap<>();
                    response.groups().forEach(group -> lags.put(group.groupId(), lagsOf(group)));
                    return lags;
                });
    }

    /** The same of share groups, which have a start instead: records before it are done with. */
    public CompletableFuture<Map<String, List<PartitionLag>>> shareLags(Collection<String> groupIds) {
        if (groupIds.isEmpty()) {
            return CompletableFuture.completedFuture(new HashMap<>());
        }
        var groups = groupIds.stream()
                .map(id -> new DescribeShareGroupOffsetsRequestGroup()
                        .setGroupId(id)
                        .setTopics(null))
                .toList();
        return broker.client()
                .ask(new DescribeShareGroupOffsetsRequest().setGroups(groups), DescribeShareGroupOffsetsResponse.class)
                .thenApply(response -> {
                    Map<String, List<PartitionLag>> lags = new HashMap<>();
                    response.groups().forEach(group -> lags.put(group.groupId(), shareLagsOf(group)));
                    return lags;
                });
    }

    private List<PartitionLag> shareLagsOf(DescribeShareGroupOffsetsResponseGroup group) {
        List<PartitionLag> lags = new ArrayList<>();
        for (var topic : group.topics()) {
            for (var partition : topic.partitions()) {
                if (partition.startOffset() >= 0) {
                    int index = partition.partitionIndex();
                    long end = logs.highWatermark(topic.topicName(), index);
                    lags.add(new PartitionLag(topic.topicName(), index, partition.startOffset(), end));
                }
            }
        }
        lags.sort(Comparator.comparing(PartitionLag::topic).thenComparingInt(PartitionLag::partition));
        return lags;
    }

    private List<PartitionLag> lagsOf(OffsetFetchResponseGroup group) {
        List<PartitionLag> lags = new ArrayList<>();
        for (var topic : group.topics()) {
            for (var partition : topic.partitions()) {
                if (partition.committedOffset() >= 0) {
                    lags.add(new PartitionLag(
                            topic.name(),
                            partition.partitionIndex(),
                            partition.committedOffset(),
                            logs.highWatermark(topic.name(), partition.partitionIndex())));
                }
            }
        }
        lags.sort(Comparator.comparing(PartitionLag::topic).thenComparingInt(PartitionLag::partition));
        return lags;
    }
}
