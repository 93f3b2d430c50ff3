// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.Offsets;
import io.barnabas.cli.client.Sizes;
import io.barnabas.cli.client.TopicPartitions;
import io.barnabas.cli.output.Bytes;
import io.barnabas.cli.output.Output;
import io.barnabas.cli.output.Table;
import io.barnabas.wire.message.MetadataResponse.MetadataResponseTopic;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code topics list}: each topic with its partitions, how many offsets it spans and its size. */
@Command(name = "list", description = "List the topics.")
final class ListTopics extends BrokerCommand {
    @Option(names = "--internal", description = "List the broker's own topics, too.")
    private boolean internal;

    ListTopics(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        List<MetadataResponseTopic> topics = new TopicPartitions(broker)
                .all().stream().filter(topic -> internal || !topic.isInternal()).toList();
        List<TopicPartition> partitions =
                topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
        var offsets = new Offsets(broker);
        Map<TopicPartition, Long> starts = offsets.at(Offsets.EARLIEST, partitions);
        Map<TopicPartition, Long> ends = offsets.at(Offsets.LATEST, partitions);
        Map<TopicPartition, Long> sizes = new Sizes(broker).ofAll();
        var table = new Table("topic", "partitions", "records", "size");
        for (MetadataResponseTopic topic : topics) {
            long records = 0;
            long size = 0;
            for (TopicPartition partition : partitions(topic)) {
                records += ends.getOrDefault(partition, 0L) - starts.getOrDefault(partition, 0L);
                size += sizes.getOrDefault(partition, 0L);
            }
            table.row(topic.name(), topic.partitions().size(), records, new Bytes(size));
        }
        output.table(table, "There are no topics.");
    }

    private static List<TopicPartition> partitions(MetadataResponseTopic topic) {
        String name = Objects.requireNonNull(topic.name());
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(name, partition.partitionIndex()))
                .toList();
    }
}
