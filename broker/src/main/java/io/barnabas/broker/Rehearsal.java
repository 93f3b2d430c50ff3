// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.cli.Cli;
import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.HostAndPort;
import io.barnabas.cli.command.Terminal;
import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.FindCoordinatorRequest;
import io.barnabas.wire.message.FindCoordinatorResponse;
import io.barnabas.wire.message.ListOffsetsRequest;
import io.barnabas.wire.message.ListOffsetsResponse;
import io.barnabas.wire.message.MetadataRequest;
import io.barnabas.wire.message.MetadataResponse;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.message.ProduceResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.ByteBufferRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/**
 * A client's first steps, taken by the broker itself so that bin/barnabas sees the classes which are needed then and archives them. What
 * is answered does not matter.
 */
final class Rehearsal {
    private static final String TOPIC = "rehearsal";
    private static final int TIMEOUT_MS = 5000;
    private static final int WAIT_MS = 100;
    private static final int MAX_BYTES = 1 << 20;

    private final BrokerConnection broker;

    private Rehearsal(BrokerConnection broker) {
        this.broker = broker;
    }

    /** Takes the broker at host:port, and the commands for a terminal, through the steps. */
    static void with(String address, InstantSource clock) {
        try (BrokerConnection broker = BrokerConnection.open(HostAndPort.parse(address), TOPIC, "1")) {
            new Rehearsal(broker).firstSteps(clock.millis());
        } catch (IOException e) {
            LoggerFactory.getLogger(Rehearsal.class).warn("Ended early, with what was loaded so far", e);
        }
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, clock, false, "1");
        for (List<String> command : List.of(
                List.of("topics"),
                List.of("topics", "describe", TOPIC),
                List.of("consume", TOPIC, "--json"),
                List.of("tail", TOPIC, "--no-follow"),
                List.of("produce", TOPIC, "value"),
                List.of("groups"))) {
            List<String> whole = new ArrayList<>(command);
            whole.addAll(List.of("-b", address));
            Cli.run(whole, terminal);
        }
    }

    private void firstSteps(long nowMs) throws IOException {
        UUID topicId = topicId();
        call(produce(topicId, nowMs), ProduceResponse.class);
        call(listOffsets(), ListOffsetsResponse.class);
        call(fetch(topicId), FetchResponse.class);
        call(new FindCoordinatorRequest().setCoordinatorKeys(List.of(TOPIC)), FindCoordinatorResponse.class);
    }

    private UUID topicId() throws IOException {
        var request = new MetadataRequest()
                .setAllowAutoTopicCreation(true)
                .setTopics(List.of(new MetadataRequest.MetadataRequestTopic().setName(TOPIC)));
        call(request, MetadataResponse.class);
        return call(request, MetadataResponse.class).topics().get(0).topicId();
    }

    private static ProduceRequest produce(UUID topicId, long nowMs) {
        ByteBuffer batch = new RecordBatchBuilder()
                .append(nowMs, null, "value".getBytes(StandardCharsets.UTF_8))
                .build();
        return new ProduceRequest()
                .setAcks((short) -1)
                .setTimeoutMs(TIMEOUT_MS)
                .setTopicData(List.of(new ProduceRequest.TopicProduceData()
                        .setTopicId(topicId)
                        .setPartitionData(List.of(
                                new ProduceRequest.PartitionProduceData().setRecords(new ByteBufferRecords(batch))))));
    }

    private static ListOffsetsRequest listOffsets() {
        return new ListOffsetsRequest()
                .setReplicaId(-1)
                .setTopics(List.of(new ListOffsetsRequest.ListOffsetsTopic()
                        .setName(TOPIC)
                        .setPartitions(List.of(new ListOffsetsRequest.ListOffsetsPartition().setTimestamp(-2)))));
    }

    private static FetchRequest fetch(UUID topicId) {
        return new FetchRequest()
                .setMaxWaitMs(WAIT_MS)
                .setMinBytes(1)
                .setTopics(List.of(new FetchRequest.FetchTopic()
                        .setTopicId(topicId)
                        .setPartitions(List.of(new FetchRequest.FetchPartition().setPartitionMaxBytes(MAX_BYTES)))));
    }

    private <R extends ApiMessage> R call(ApiMessage request, Class<R> answer) throws IOException {
        return broker.call(request, answer);
    }
}
