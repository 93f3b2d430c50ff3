// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.GroupOffsets;
import io.barnabas.cli.client.TopicPartitions;
import io.barnabas.cli.output.Output;
import io.barnabas.cli.output.Table;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reset-offsets}: lets a group that has no members go on elsewhere. */
@Command(name = "reset-offsets", description = "Let a group without members go on elsewhere.")
final class ResetOffsets extends BrokerCommand {
    @Parameters(paramLabel = "GROUP", description = "The group; made when there is none.")
    private String group = "";

    @Option(
            names = {"-t", "--topic"},
            paramLabel = "TOPIC",
            description =
                    "Only this topic; may be given many times. Without it all topics that the group has offsets of.")
    private List<String> topics = List.of();

    @Option(names = "--to", required = true, paramLabel = "WHERE", description = "Where: " + PointInLog.FORMS + ".")
    private String to = "";

    @Option(names = "--dry-run", description = "Only show what would become of the offsets.")
    private boolean dryRun;

    ResetOffsets(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        PointInLog point = PointInLog.parse(to, terminal.clock());
        var groupOffsets = new GroupOffsets(broker);
        Map<TopicPartition, Long> before = groupOffsets.of(group, "");
        List<TopicPartition> partitions = topics.isEmpty() ? List.copyOf(before.keySet()) : partitions(broker);
        if (partitions.isEmpty()) {
            throw new UserError("group '" + group + "' has no offsets; --topic says where it shall have some");
        }
        Map<TopicPartition, Long> after = point.in(partitions, broker);
        if (!dryRun) {
            commit(groupOffsets, after);
        }
        var table = new Table("topic", "partition", "before", "after");
        after.forEach((partition, offset) ->
                table.row(partition.topic(), partition.partition(), before.get(partition), offset));
        output.table(table, "");
        if (dryRun && !output.isJson()) {
            output.line("Nothing was changed (--dry-run).");
        }
    }

    private List<TopicPartition> partitions(BrokerConnection broker) throws IOException {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            new TopicPartitions(broker)
                    .of(topic, false)
                    .forEach(partition -> all.add(new TopicPartition(topic, partition.partitionIndex())));
        }
        return all;
    }

    private void commit(GroupOffsets groupOffsets, Map<TopicPartition, Long> offsets) throws IOException {
        try {
            groupOffsets.commit(group, offsets);
        } catch (ApiException e) {
            if (e.error() == Errors.UNKNOWN_MEMBER_ID) {
                throw new UserError(
                        "group '" + group + "' has members; stop them first ('groups describe' shows them)");
            }
            throw e;
        }
    }
}
