// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.Offsets;
import io.barnabas.cli.client.Sizes;
import io.barnabas.cli.client.TopicPartitions;
import io.barnabas.cli.output.Bytes;
import io.barnabas.cli.output.Output;
import io.barnabas.cli.output.Table;
import io.barnabas.wire.message.DescribeConfigsRequest;
import io.barnabas.wire.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.barnabas.wire.message.DescribeConfigsResponse;
import io.barnabas.wire.message.MetadataResponse.MetadataResponsePartition;
import io.barnabas.wire.protocol.TopicPartition;
import io.barnabas.wire.protocol.Uuids;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code topics describe}: the partitions of one topic, and the configs that were set for it. */
@Command(name = "describe", description = "Show the partitions and configs of a topic.")
final class DescribeTopic extends BrokerCommand {
    private static final byte TOPIC_RESOURCE = 2;
    private static final byte SET_FOR_TOPIC = 1;

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic = "";

    @Option(names = "--all-configs", description = "Show the configs that were not set, too.")
    private boolean allConfigs;

    DescribeTopic(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        var topics = new TopicPartitions(broker);
        List<MetadataResponsePartition> found = topics.of(topic, false);
        List<TopicPartition> partitions = found.stream()
                .map(partition -> new TopicPartition(topic, partition.partitionIndex()))
                .toList();
        var offsets = new Offsets(broker);
        Map<TopicPartition, Long> starts = offsets.at(Offsets.EARLIEST, partitions);
        Map<TopicPartition, Long> ends = offsets.at(Offsets.LATEST, partitions);
        Map<TopicPartition, Long> sizes = new Sizes(broker).ofAll();
        var table = new Table("partition", "leader", "start", "end", "records", "size");
        for (MetadataResponsePartition partition : found) {
            var key = new TopicPartition(topic, partition.partitionIndex());
            long start = starts.getOrDefault(key, 0L);
            long end = ends.getOrDefault(key, 0L);
            table.row(
                    partition.partitionIndex(),
                    partition.leaderId(),
                    start,
                    end,
                    end - start,
                    new Bytes(sizes.getOrDefault(key, 0L)));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("topic", topic);
        facts.put("id", Uuids.toText(topics.find(topic, false).topicId()));
        facts.put("configs", output.isJson() ? configs(broker) : asText(configs(broker)));
        output.report(facts, Map.of("partitions", table));
    }

    private Map<String, String> configs(BrokerConnection broker) throws IOException {
        var request = new DescribeConfigsRequest()
                .setResources(List.of(new DescribeConfigsResource()
                        .setResourceType(TOPIC_RESOURCE)
                        .setResourceName(topic)
                        .setConfigurationKeys(null)));
        var result =
                broker.call(request, DescribeConfigsResponse.class).results().get(0);
        check(result.errorCode(), result.errorMessage(), "configs of " + topic);
        Map<String, String> configs = new LinkedHashMap<>();
        result.configs().stream()
                .filter(config -> allConfigs || config.configSource() == SET_FOR_TOPIC)
                .forEach(config -> configs.put(config.name(), String.valueOf(config.value())));
        return configs;
    }

    private static String asText(Map<String, String> configs) {
        return configs.isEmpty()
                ? "(none set)"
                : configs.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", "));
    }
}
