// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.GroupOffsets;
import io.barnabas.cli.client.Groups;
import io.barnabas.cli.client.Offsets;
import io.barnabas.cli.output.Output;
import io.barnabas.cli.output.Table;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code groups list}: groups of all kinds, and how far each is behind. */
@Command(name = "list", description = "List the groups, of all kinds.")
final class ListGroups extends BrokerCommand {
    ListGroups(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        List<ListedGroup> groups = new Groups(broker).all();
        Map<String, Map<TopicPartition, Long>> committed = new LinkedHashMap<>();
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        for (ListedGroup group : groups) {
            Map<TopicPartition, Long> offsets = new GroupOffsets(broker).of(group.groupId(), group.groupType());
            committed.put(group.groupId(), offsets);
            partitions.addAll(offsets.keySet());
        }
        Map<TopicPartition, Long> ends = new Offsets(broker).at(Offsets.LATEST, partitions);
        var table = new Table("group", "type", "state", "partitions", "lag");
        for (ListedGroup group : groups) {
            Map<TopicPartition, Long> offsets = committed.getOrDefault(group.groupId(), Map.of());
            table.row(
                    group.groupId(),
                    group.groupType().toLowerCase(Locale.ROOT),
                    group.groupState(),
                    offsets.size(),
                    Lag.total(offsets, ends));
        }
        output.table(table, "There are no groups.");
    }
}
