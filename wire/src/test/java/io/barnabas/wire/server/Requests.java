// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.protocol.ByteBufferRecords;
import java.nio.ByteBuffer;
import java.util.List;

/** Requests that tests send. */
final class Requests {
    static final short PRODUCE_VERSION = 9;
    static final short HEARTBEAT_VERSION = 4;

    private Requests() {}

    static HeartbeatRequest heartbeat() {
        return new HeartbeatRequest().setGroupId("group").setMemberId("member");
    }

    static ProduceRequest produce(byte[] records) {
        return new ProduceRequest()
                .setAcks((short) 1)
                .setTimeoutMs(1000)
                .setTopicData(List.of(new ProduceRequest.TopicProduceData()
                        .setName("topic")
                        .setPartitionData(List.of(new ProduceRequest.PartitionProduceData()
                                .setIndex(0)
                                .setRecords(new ByteBufferRecords(ByteBuffer.wrap(records)))))));
    }

    /** A copy of the record bytes in a received produce request. */
    static byte[] recordsOf(Request request) {
        var records = (ByteBufferRecords) ((ProduceRequest) request.body())
                .topicData()
                .get(0)
                .partitionData()
                .get(0)
                .records();
        if (records == null) {
            throw new IllegalStateException("no records");
        }
        var bytes = new byte[records.sizeInBytes()];
        records.buffer().duplicate().get(bytes);
        return bytes;
    }
}
