// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.GroupOffsets;
import io.barnabas.cli.client.Groups;
import io.barnabas.cli.client.Members;
import io.barnabas.cli.client.Offsets;
import io.barnabas.cli.output.Output;
import io.barnabas.cli.output.Table;
import io.barnabas.wire.message.ListGroupsResponse.ListedGroup;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code groups describe}: the members of a group, what they have to do, and how far the group has come. */
@Command(name = "describe", description = "Show the members and the lag of a group.")
final class DescribeGroup extends BrokerCommand {
    @Parameters(paramLabel = "GROUP", description = "The group.")
    private String group = "";

    DescribeGroup(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        ListedGroup found = new Groups(broker).find(group);
        List<Members.Member> members = new Members(broker).of(group, found.groupType());
        Map<TopicPartition, Long> offsets = new GroupOffsets(broker).of(group, found.groupType());
        Map<TopicPartition, Long> ends = new Offsets(broker).at(Offsets.LATEST, offsets.keySet());
        var memberTable = new Table("member", "instance", "client", "host", "assignment");
        for (Members.Member member : members) {
            memberTable.row(
                    member.memberId(), member.instanceId(), member.clientId(), member.host(), member.assignment());
        }
        var offsetTable = new Table("topic", "partition", "offset", "end", "lag");
        offsets.forEach((partition, offset) -> offsetTable.row(
                partition.topic(),
                partition.partition(),
                offset < 0 ? null : offset,
                ends.get(partition),
                Lag.of(offset, ends.get(partition))));
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("group", group);
        facts.put("type", found.groupType().toLowerCase(Locale.ROOT));
        facts.put("state", found.groupState());
        facts.put("lag", Lag.total(offsets, ends));
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("members", memberTable);
        tables.put("offsets", offsetTable);
        output.report(facts, tables);
    }
}
