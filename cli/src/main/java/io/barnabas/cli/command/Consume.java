// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.Offsets;
import io.barnabas.cli.client.RecordReader;
import io.barnabas.cli.client.TopicPartitions;
import io.barnabas.cli.output.Output;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consume}: the committed records of a topic, without a group, up to where it ends now or on and on. */
@Command(name = "consume", description = "Print the records of a topic, up to its present end.")
final class Consume extends BrokerCommand {
    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic = "";

    @Option(
            names = {"-o", "--from"},
            paramLabel = "WHERE",
            defaultValue = "earliest",
            description = "Where to begin: " + PointInLog.FORMS + "; without it earliest.")
    private String from = "";

    @Option(
            names = {"-p", "--partition"},
            paramLabel = "N",
            description = "Only this partition.")
    private @Nullable Integer partition;

    @Option(
            names = {"-n", "--max-records"},
            paramLabel = "N",
            defaultValue = "" + Long.MAX_VALUE,
            description = "Leave after so many records.",
            showDefaultValue = Help.Visibility.NEVER)
    private long max;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until interrupted.")
    private boolean follow;

    @Option(
            names = {"-v", "--values"},
            description = "Print the values only.")
    private boolean valuesOnly;

    Consume(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        List<TopicPartition> partitions = new TopicPartitions(broker)
                .of(topic, false).stream()
                        .filter(each -> partition == null || each.partitionIndex() == partition)
                        .map(each -> new TopicPartition(topic, each.partitionIndex()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new UserError("topic '" + topic + "' has no partition " + partition);
        }
        if (max <= 0) {
            return;
        }
        Map<TopicPartition, Long> starts =
                PointInLog.parse(from, terminal.clock()).in(partitions, broker);
        Map<TopicPartition, Long> ends = new Offsets(broker).committedEnds(partitions);
        var reader = new RecordReader(broker, topic);
        starts.forEach((each, start) ->
                reader.add(each.partition(), start, follow ? RecordReader.FOLLOW : ends.getOrDefault(each, 0L)));
        var printer = new RecordPrinter(output, valuesOnly);
        var left = new long[] {max};
        reader.read(
                record -> {
                    printer.print(record);
                    return --left[0] > 0;
                },
                printer::flush);
    }
}
