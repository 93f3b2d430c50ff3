// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.metrics;

import io.barnabas.console.view.GroupsView;
import io.barnabas.console.view.PartitionLag;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Groups by state, and how far behind they are. */
final class GroupMetrics {
    private static final int MAX_PARTITIONS = 10_000;

    private final GroupsView groups;

    GroupMetrics(GroupsView groups) {
        this.groups = groups;
    }

    CompletableFuture<Found> read() {
        return groups.list()
                .thenCompose(listed -> groups.lags(listed.stream()
                                .filter(group -> !group.groupType().equals(GroupsView.SHARE))
                                .map(ListedGroup::groupId)
                                .toList())
                        .thenApply(lags -> new Found(listed, new TreeMap<>(lags))));
    }

    record Found(List<ListedGroup> listed, Map<String, List<PartitionLag>> lags) {
        void addTo(Exposition exposition) {
            exposition
                    .add(Metric.GROUPS, listed.size())
                    .add(Metric.GROUPS_STABLE, inState("Stable"))
                    .add(Metric.GROUPS_EMPTY, inState("Empty"));
            int partitions = 0;
            for (var group : lags.entrySet()) {
                partitions += group.getValue().size();
                if (partitions <= MAX_PARTITIONS) {
                    add(exposition, group.getKey(), group.getValue());
                }
            }
            exposition.add(Metric.LEFT_OUT, Math.max(0, partitions - MAX_PARTITIONS), "lag");
        }

        private long inState(String state) {
            return listed.stream()
                    .filter(group -> group.groupState().equals(state))
                    .count();
        }

        private static void add(Exposition exposition, String group, List<PartitionLag> lags) {
            Map<String, Long> sums = new TreeMap<>();
            for (PartitionLag lag : lags) {
                String number = Integer.toString(lag.partition());
                exposition.add(Metric.GROUP_LAG, lag.lag(), group, lag.topic(), number);
                exposition.add(Metric.GROUP_OFFSET, lag.committed(), group, lag.topic(), number);
                sums.merge(lag.topic(), lag.lag(), Long::sum);
            }
            sums.forEach((topic, sum) -> exposition.add(Metric.GROUP_LAG_SUM, sum, group, topic));
        }
    }
}
