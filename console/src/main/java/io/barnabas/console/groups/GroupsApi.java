// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.groups;

import io.barnabas.broker.BrokerView;
import io.barnabas.console.api.Api;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Refusal;
import io.barnabas.console.http.Routes;
import io.barnabas.console.json.Json;
import io.barnabas.console.view.GroupsView;
import io.barnabas.console.view.PartitionLag;
import io.barnabas.wire.message.DeleteGroupsRequest;
import io.barnabas.wire.message.DeleteGroupsResponse;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /api/groups}: a page of the groups with their lag, and one group with its members and offsets. */
public final class GroupsApi {
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 200;

    private final BrokerView broker;
    private final GroupsView groups;
    private final GroupDescriptions descriptions;

    public GroupsApi(BrokerView broker, GroupsView groups) {
        this.broker = broker;
        this.groups = groups;
        this.descriptions = new GroupDescriptions(broker);
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/api/groups", Api.json(this::list))
                .add("GET", "/api/groups/*", Api.json(this::describe))
                .add("DELETE", "/api/groups/*", Api.json(this::delete));
    }

    private CompletableFuture<Map<String, @Nullable Object>> list(Call call) {
        String filter = call.parameter("filter", "").toLowerCase(Locale.ROOT);
        int offset = call.number("offset", 0, 0, Integer.MAX_VALUE);
        int limit = call.number("limit", DEFAULT_PAGE, 1, MAX_PAGE);
        return groups.list().thenCompose(all -> {
            List<ListedGroup> matching = all.stream()
                    .filter(group -> group.groupId().toLowerCase(Locale.ROOT).contains(filter))
                    .toList();
            List<ListedGroup> page = matching.stream().skip(offset).limit(limit).toList();
            return lags(page)
                    .thenApply(lags -> Json.object(
                            "matching", matching.size(),
                            "offset", offset,
                            "nowMs", broker.clock().millis(),
                            "groups",
                                    page.stream()
                                            .map(group -> summary(group, lags.get(group.groupId())))
                                            .toList()));
        });
    }

    private CompletableFuture<Map<String, List<PartitionLag>>> lags(List<ListedGroup> page) {
        List<String> share = page.stream()
                .filter(GroupsApi::isShare)
                .map(ListedGroup::groupId)
                .toList();
        List<String> others = page.stream()
                .filter(group -> !isShare(group))
                .map(ListedGroup::groupId)
                .toList();
        return groups.lags(others).thenCombine(groups.shareLags(share), (some, more) -> {
            some.putAll(more);
            return some;
        });
    }

    private static boolean isShare(ListedGroup group) {
        return group.groupType().equalsIgnoreCase(GroupsView.SHARE);
    }

    private static Map<String, @Nullable Object> summary(ListedGroup group, @Nullable List<PartitionLag> lags) {
        List<PartitionLag> known = lags == null ? List.of() : lags;
        return Json.object(
                "id", group.groupId(),
                "type", group.groupType(),
                "protocol", group.protocolType(),
                "state", group.groupState(),
                "topics", known.stream().map(PartitionLag::topic).distinct().toList(),
                "lag", known.stream().mapToLong(PartitionLag::lag).sum());
    }

    private CompletableFuture<Map<String, @Nullable Object>> describe(Call call) {
        return find(call.segment(0))
                .thenCompose(group -> lags(List.of(group))
                        .thenCombine(descriptions.describe(group), (lags, description) -> {
                            List<PartitionLag> known = lags.getOrDefault(group.groupId(), List.of());
                            Map<String, @Nullable Object> all = summary(group, known);
                            all.put("nowMs", broker.clock().millis());
                            all.putAll(description);
                            all.put(
                                    "offsets",
                                    known.stream()
                                            .map(lag -> Json.object(
                                                    "topic", lag.topic(),
                                                    "partition", lag.partition(),
                                                    "committed", lag.committed(),
                                                    "end", lag.end(),
                                                    "lag", lag.lag()))
                                            .toList());
                            return all;
                        }));
    }

    CompletableFuture<ListedGroup> find(String id) {
        return groups.list()
                .thenApply(all -> all.stream()
                        .filter(group -> group.groupId().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(404, "There is no group " + id)));
    }

    private CompletableFuture<Map<String, @Nullable Object>> delete(Call call) {
        var request = new DeleteGroupsRequest().setGroupsNames(List.of(call.segment(0)));
        return broker.client().ask(request, DeleteGroupsResponse.class).thenApply(response -> {
            Api.check(response.results().get(0).errorCode(), "the group " + call.segment(0) + " was not deleted");
            return Json.object("deleted", call.segment(0));
        });
    }
}
