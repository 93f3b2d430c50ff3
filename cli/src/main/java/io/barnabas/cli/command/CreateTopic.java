// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.output.Output;
import io.barnabas.wire.message.CreateTopicsRequest;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopicConfig;
import io.barnabas.wire.message.CreateTopicsResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code topics create}. */
@Command(name = "create", description = "Create topics.")
final class CreateTopic extends BrokerCommand {
    private static final int TIMEOUT_MS = 30_000;
    private static final short DEFAULT_REPLICATION = -1;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "The topics.")
    private List<String> topics = List.of();

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            defaultValue = "-1",
            description = "How many partitions; without it as many as the broker's num.partitions says.")
    private int partitions;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "NAME=VALUE",
            description = "A config of the topics, such as retention.ms=60000; may be given many times.")
    private Map<String, String> configs = new LinkedHashMap<>();

    CreateTopic(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        List<CreatableTopicConfig> set = new ArrayList<>();
        configs.forEach((name, value) ->
                set.add(new CreatableTopicConfig().setName(name).setValue(value)));
        List<CreatableTopic> wanted = topics.stream()
                .distinct()
                .map(name -> new CreatableTopic()
                        .setName(name)
                        .setNumPartitions(partitions)
                        .setReplicationFactor(DEFAULT_REPLICATION)
                        .setConfigs(set))
                .toList();
        var request = new CreateTopicsRequest().setTopics(wanted).setTimeoutMs(TIMEOUT_MS);
        for (var made : broker.call(request, CreateTopicsResponse.class).topics()) {
            check(made.errorCode(), made.errorMessage(), "topic '" + made.name() + "'");
            output.done(
                    "Created " + made.name() + " with " + count(made.numPartitions(), "partition") + ".",
                    Map.of("topic", made.name(), "partitions", made.numPartitions()));
        }
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
