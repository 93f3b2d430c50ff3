// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.log.record.RecordBatchBuilder;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ApiVersionsRequest;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FindCoordinatorRequest;
import io.barnabas.wire.message.ListOffsetsRequest;
import io.barnabas.wire.message.MetadataRequest;
import io.barnabas.wire.message.MetadataResponse;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.message.RequestHeader;
import io.barnabas.wire.message.ResponseHeader;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.ByteBufferWritable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    private final Socket socket;
    private int correlationId;

    private Rehearsal(Socket socket) {
        this.socket = socket;
    }

    /** Takes the broker at host:port through the steps. */
    static void with(String address, long nowMs) {
        int colon = address.lastIndexOf(':');
        try (var socket = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
            socket.setSoTimeout(TIMEOUT_MS);
            new Rehearsal(socket).firstSteps(nowMs);
        } catch (IOException e) {
            LoggerFactory.getLogger(Rehearsal.class).warn("Ended early, with what was loaded so far", e);
        }
    }

    private void firstSteps(long nowMs) throws IOException {
        call(new ApiVersionsRequest().setClientSoftwareName("rehearsal").setClientSoftwareVersion("1"));
        UUID topicId = topicId();
        call(produce(topicId, nowMs));
        call(listOffsets());
        call(fetch(topicId));
        call(new FindCoordinatorRequest().setCoordinatorKeys(List.of(TOPIC)));
    }

    private UUID topicId() throws IOException {
        var request = new MetadataRequest()
                .setAllowAutoTopicCreation(true)
                .setTopics(List.of(new MetadataRequest.MetadataRequestTopic().setName(TOPIC)));
        call(request);
        var response = (MetadataResponse) call(request);
        return response.topics().get(0).topicId();
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

    private ApiMessage call(ApiMessage request) throws IOException {
        ApiKey apiKey = request.apiKey();
        short version = apiKey.highestStableVersion();
        send(request, version);
        var in = new DataInputStream(socket.getInputStream());
        var frame = new byte[in.readInt()];
        in.readFully(frame);
        var readable = new ByteBufferReadable(ByteBuffer.wrap(frame));
        new ResponseHeader().read(readable, apiKey.responseHeaderVersion(version));
        ApiMessage response = apiKey.newResponse();
        response.read(readable, version);
        return response;
    }

    private void send(ApiMessage request, short version) throws IOException {
        ApiKey apiKey = request.apiKey();
        short headerVersion = apiKey.requestHeaderVersion(version);
        var header = new RequestHeader()
                .setRequestApiKey(apiKey.id())
                .setRequestApiVersion(version)
                .setCorrelationId(correlationId++)
                .setClientId("rehearsal");
        int size = header.size(headerVersion) + request.size(version);
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + size).putInt(size);
        var out = new ByteBufferWritable(frame);
        header.write(out, headerVersion);
        request.write(out, version);
        socket.getOutputStream().write(frame.array());
    }
}
