// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.ReadRecord.Header;
import io.barnabas.cli.client.RecordWriter;
import io.barnabas.cli.client.RecordWriter.Written;
import io.barnabas.cli.client.TopicPartitions;
import io.barnabas.cli.output.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code produce}: values from the command line, or each line of standard input. */
@Command(name = "produce", description = "Write records: the values given, or each line of standard input.")
final class Produce extends BrokerCommand {
    private static final int LINES_PER_REQUEST = 1000;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic; made if the broker is set so.")
    private String topic = "";

    @Parameters(index = "1..*", paramLabel = "VALUE", description = "The values, a record each.")
    private List<String> values = List.of();

    @Option(
            names = {"-k", "--key"},
            paramLabel = "KEY",
            description = "The key of all records.")
    private @Nullable String key;

    @Option(
            names = {"-s", "--key-separator"},
            paramLabel = "TEXT",
            description = "Each value begins with its key, up to this.")
    private @Nullable String separator;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME=VALUE",
            description = "A header of all records; may be given many times.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(
            names = {"-p", "--partition"},
            paramLabel = "N",
            description = "The partition; without it the key says it, as with stock producers.")
    private @Nullable Integer partition;

    Produce(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        if (key != null && separator != null) {
            throw new UserError("--key and --key-separator exclude each other");
        }
        var writer = new RecordWriter(
                broker,
                topic,
                new TopicPartitions(broker).of(topic, true),
                partition == null ? OptionalInt.empty() : OptionalInt.of(partition));
        if (!values.isEmpty()) {
            values.forEach(value -> add(writer, value));
            report(writer.write(), output);
            return;
        }
        var lines = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            add(writer, line);
            if (writer.pending() >= LINES_PER_REQUEST || !lines.ready()) {
                report(writer.write(), output);
            }
        }
    }

    private void add(RecordWriter writer, String text) {
        long now = terminal.clock().millis();
        List<Header> all = new ArrayList<>();
        headers.forEach((name, value) -> all.add(new Header(name, value)));
        if (separator == null) {
            writer.add(now, key, text, all);
            return;
        }
        int at = text.indexOf(separator);
        if (at < 0) {
            throw new UserError("there is no '" + separator + "' behind a key in '" + text + "'");
        }
        writer.add(now, text.substring(0, at), text.substring(at + separator.length()), all);
    }

    private void report(List<Written> all, Output output) {
        for (Written written : all) {
            String offsets = written.count() == 1
                    ? "offset " + written.firstOffset()
                    : "offsets " + written.firstOffset() + " to " + (written.firstOffset() + written.count() - 1);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("topic", topic);
            fields.put("partition", written.partition());
            fields.put("offset", written.firstOffset());
            fields.put("count", written.count());
            output.done(topic + "-" + written.partition() + " " + offsets, fields);
        }
        output.flush();
    }
}
