// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.Offsets;
import io.barnabas.cli.client.ReadRecord;
import io.barnabas.cli.client.RecordReader;
import io.barnabas.cli.client.TopicPartitions;
import io.barnabas.cli.output.Output;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tail}: the last records of a topic over all its partitions, by time, and then what comes. */
@Command(name = "tail", description = "Print the last records of a topic, and then what comes.")
final class Tail extends BrokerCommand {
    private static final int MOST = 10_000;

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic = "";

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the last records; without it 10.")
    private int last;

    @Option(names = "--no-follow", description = "Leave after the last record.")
    private boolean noFollow;

    @Option(
            names = {"-v", "--values"},
            description = "Print the values only.")
    private boolean valuesOnly;

    Tail(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        if (last < 0 || last > MOST) {
            throw new UserError("--last must be from 0 to " + MOST + ", not " + last);
        }
        List<TopicPartition> partitions = new TopicPartitions(broker)
                .of(topic, false).stream()
                        .map(each -> new TopicPartition(topic, each.partitionIndex()))
                        .toList();
        var offsets = new Offsets(broker);
        Map<TopicPartition, Long> starts = offsets.at(Offsets.EARLIEST, partitions);
        Map<TopicPartition, Long> ends = offsets.committedEnds(partitions);
        var before = new RecordReader(broker, topic);
        var after = new RecordReader(broker, topic);
        ends.forEach((partition, end) -> {
            long start = starts.getOrDefault(partition, 0L);
            before.add(partition.partition(), Math.max(start, end - last), end);
            after.add(partition.partition(), end, RecordReader.FOLLOW);
        });
        var printer = new RecordPrinter(output, valuesOnly);
        List<ReadRecord> latest = new ArrayList<>();
        before.read(latest::add, () -> true);
        latest.sort(Comparator.comparingLong(ReadRecord::timestamp));
        latest.subList(Math.max(0, latest.size() - last), latest.size()).forEach(printer::print);
        if (!noFollow) {
            after.read(
                    record -> {
                        printer.print(record);
                        return true;
                    },
                    printer::flush);
        }
    }
}
