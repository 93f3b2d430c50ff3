// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import io.barnabas.compat.harness.RawClient;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ShareAcknowledgeRequestData;
import org.apache.kafka.common.message.ShareAcknowledgeResponseData;
import org.apache.kafka.common.message.ShareFetchRequestData;
import org.apache.kafka.common.message.ShareFetchResponseData;
import org.apache.kafka.common.message.ShareFetchResponseData.AcquiredRecords;
import org.apache.kafka.common.message.ShareFetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** A member of a share group by the bare requests, for one partition: it sends what it is told and nothing else. */
final class RawShareMember implements AutoCloseable {
    static final byte GAP = 0;
    static final byte ACCEPT = 1;
    static final byte RELEASE = 2;
    static final byte REJECT = 3;
    static final byte RENEW = 4;
    private static final int NEWEST = 2;
    /** Longer than anything takes: a fetch that finds something is answered at once. */
    private static final int LONG_MS = 20_000;

    private final RawClient client;
    private final String group;
    private final String member;
    private final Uuid topicId;
    int epoch;

    RawShareMember(String bootstrap, String group, String member, Uuid topicId) {
        this.client = new RawClient(bootstrap);
        this.group = group;
        this.member = member;
        this.topicId = topicId;
    }

    /** What a member says of neighbouring records. */
    record Ack(long first, long last, List<Byte> types) {
        Ack(long first, long last, byte... types) {
            this(first, last, boxed(types));
        }
    }

    private static List<Byte> boxed(byte[] types) {
        var list = new ArrayList<Byte>();
        for (var type : types) {
            list.add(type);
        }
        return list;
    }

    ShareFetchRequestData request(int maxRecords, Ack... acks) {
        var partition = new ShareFetchRequestData.FetchPartition().setPartitionIndex(0);
        for (var ack : acks) {
            partition
                    .acknowledgementBatches()
                    .add(new ShareFetchRequestData.AcknowledgementBatch()
                            .setFirstOffset(ack.first())
                            .setLastOffset(ack.last())
                            .setAcknowledgeTypes(ack.types()));
        }
        var topic = new ShareFetchRequestData.FetchTopic().setTopicId(topicId);
        topic.partitions().add(partition);
        var request = new ShareFetchRequestData()
                .setGroupId(group)
                .setMemberId(member)
                .setShareSessionEpoch(epoch)
                .setMaxWaitMs(LONG_MS)
                .setMinBytes(1)
                .setMaxBytes(1 << 20)
                .setMaxRecords(maxRecords)
                .setBatchSize(maxRecords)
                .setShareAcquireMode((byte) 1);
        request.topics().add(topic);
        return request;
    }

    ShareFetchResponseData send(ShareFetchRequestData request) {
        return send(NEWEST, request);
    }

    ShareFetchResponseData send(int version, ShareFetchRequestData request) {
        return client.ask(ShareFetchResponseData.class, ApiKeys.SHARE_FETCH, version, request);
    }

    /** Fetches at most so many records, and waits until there is one. */
    PartitionData fetch(int maxRecords, Ack... acks) {
        var response = send(request(maxRecords, acks));
        epoch++;
        return only(response);
    }

    /** The same without waiting. */
    ShareFetchResponseData fetchNow(int maxRecords, Ack... acks) {
        var response = send(request(maxRecords, acks).setMaxWaitMs(0));
        epoch++;
        return response;
    }

    static PartitionData only(ShareFetchResponseData response) {
        if (response.errorCode() != 0) {
            throw Errors.forCode(response.errorCode()).exception(response.errorMessage());
        }
        return response.responses().iterator().next().partitions().iterator().next();
    }

    ShareAcknowledgeRequestData acknowledging(Ack... acks) {
        var partition = new ShareAcknowledgeRequestData.AcknowledgePartition().setPartitionIndex(0);
        for (var ack : acks) {
            partition
                    .acknowledgementBatches()
                    .add(new ShareAcknowledgeRequestData.AcknowledgementBatch()
                            .setFirstOffset(ack.first())
                            .setLastOffset(ack.last())
                            .setAcknowledgeTypes(ack.types()));
        }
        var topic = new ShareAcknowledgeRequestData.AcknowledgeTopic().setTopicId(topicId);
        topic.partitions().add(partition);
        var request = new ShareAcknowledgeRequestData()
                .setGroupId(group)
                .setMemberId(member)
                .setShareSessionEpoch(epoch);
        request.topics().add(topic);
        return request;
    }

    ShareAcknowledgeResponseData send(ShareAcknowledgeRequestData request) {
        return client.ask(ShareAcknowledgeResponseData.class, ApiKeys.SHARE_ACKNOWLEDGE, NEWEST, request);
    }

    /** Acknowledges, and says what became of it. */
    Errors acknowledge(Ack... acks) {
        var response = send(acknowledging(acks));
        epoch++;
        if (response.errorCode() != 0) {
            return Errors.forCode(response.errorCode());
        }
        return Errors.forCode(response.responses()
                .iterator()
                .next()
                .partitions()
                .iterator()
                .next()
                .errorCode());
    }

    /** Ends the session, which gives back what the member holds. */
    void leave() {
        epoch = -1;
        var response = send(new ShareAcknowledgeRequestData()
                .setGroupId(group)
                .setMemberId(member)
                .setShareSessionEpoch(epoch));
        if (response.errorCode() != 0) {
            throw Errors.forCode(response.errorCode()).exception();
        }
        epoch = 0;
    }

    /** Acquired records as {@code first-last xdeliveries}. */
    static List<String> acquired(PartitionData data) {
        var texts = new ArrayList<String>();
        for (AcquiredRecords records : data.acquiredRecords()) {
            texts.add(records.firstOffset() + "-" + records.lastOffset() + " x" + records.deliveryCount());
        }
        return texts;
    }

    @Override
    public void close() {
        client.close();
    }
}
