// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.transaction;

import io.barnabas.compat.harness.RawClient;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddOffsetsToTxnResponseData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopicCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** A transactional producer by hand, request by request, so that a test can send what no right client would. */
final class RawTransactions implements AutoCloseable {
    private static final long NOBODY = -1;
    private static final short NO_EPOCH = -1;

    private final RawClient client;
    private final String transactionalId;

    RawTransactions(String bootstrap, String transactionalId) {
        this.client = new RawClient(bootstrap);
        this.transactionalId = transactionalId;
        findCoordinator((byte) 1, transactionalId);
    }

    /** Who a producer is, as the coordinator has told it. */
    record Identity(Errors error, long id, short epoch) {
        Identity with(int otherEpoch) {
            return new Identity(error, id, (short) otherEpoch);
        }
    }

    RawClient client() {
        return client;
    }

    /** Asks again until the coordinator is there, as clients do. */
    void findCoordinator(byte type, String key) {
        org.awaitility.Awaitility.await().until(() -> {
            var answer = client.ask(
                    FindCoordinatorResponseData.class,
                    ApiKeys.FIND_COORDINATOR,
                    4,
                    new FindCoordinatorRequestData().setKeyType(type).setCoordinatorKeys(List.of(key)));
            return answer.coordinators().get(0).errorCode() == Errors.NONE.code();
        });
    }

    Identity init() {
        return init(5, 60_000, new Identity(Errors.NONE, NOBODY, NO_EPOCH));
    }

    Identity init(Identity present) {
        return init(5, 60_000, present);
    }

    /** Asks again as long as the answer is that something else is under way, as clients do. */
    Identity init(int version, int timeoutMs, Identity present) {
        var answers = new Identity[1];
        org.awaitility.Awaitility.await().until(() -> {
            answers[0] = initOnce(version, timeoutMs, present);
            return !isPassing(answers[0].error());
        });
        return answers[0];
    }

    private static boolean isPassing(Errors error) {
        return error == Errors.CONCURRENT_TRANSACTIONS
                || error == Errors.COORDINATOR_LOAD_IN_PROGRESS
                || error == Errors.NOT_COORDINATOR;
    }

    Identity initOnce(int version, int timeoutMs, Identity present) {
        var answer = client.ask(
                InitProducerIdResponseData.class,
                ApiKeys.INIT_PRODUCER_ID,
                version,
                new InitProducerIdRequestData()
                        .setTransactionalId(transactionalId)
                        .setTransactionTimeoutMs(timeoutMs)
                        .setProducerId(present.id())
                        .setProducerEpoch(present.epoch()));
        return new Identity(Errors.forCode(answer.errorCode()), answer.producerId(), answer.producerEpoch());
    }

    Errors addPartition(int version, Identity producer, String topic, int partition) {
        var topics = new AddPartitionsToTxnTopicCollection();
        topics.add(new AddPartitionsToTxnTopic().setName(topic).setPartitions(List.of(partition)));
        var answers = new Errors[1];
        org.awaitility.Awaitility.await().until(() -> {
            var answer = client.ask(
                    AddPartitionsToTxnResponseData.class,
                    ApiKeys.ADD_PARTITIONS_TO_TXN,
                    version,
                    new AddPartitionsToTxnRequestData()
                            .setV3AndBelowTransactionalId(transactionalId)
                            .setV3AndBelowProducerId(producer.id())
                            .setV3AndBelowProducerEpoch(producer.epoch())
                            .setV3AndBelowTopics(topics));
            answers[0] = Errors.forCode(answer.resultsByTopicV3AndBelow()
                    .find(topic)
                    .resultsByPartition()
                    .find(partition)
                    .partitionErrorCode());
            return !isPassing(answers[0]);
        });
        return answers[0];
    }

    Errors addOffsets(int version, Identity producer, String group) {
        var answer = client.ask(
                AddOffsetsToTxnResponseData.class,
                ApiKeys.ADD_OFFSETS_TO_TXN,
                version,
                new AddOffsetsToTxnRequestData()
                        .setTransactionalId(transactionalId)
                        .setProducerId(producer.id())
                        .setProducerEpoch(producer.epoch())
                        .setGroupId(group));
        return Errors.forCode(answer.errorCode());
    }

    Errors commitOffset(int version, Identity producer, String group, String topic, long offset) {
        var answers = new Errors[1];
        org.awaitility.Awaitility.await().until(() -> {
            var answer = client.ask(
                    TxnOffsetCommitResponseData.class,
                    ApiKeys.TXN_OFFSET_COMMIT,
                    version,
                    new TxnOffsetCommitRequestData()
                            .setTransactionalId(transactionalId)
                            .setGroupId(group)
                            .setProducerId(producer.id())
                            .setProducerEpoch(producer.epoch())
                            .setTopics(List.of(new TxnOffsetCommitRequestTopic()
                                    .setName(topic)
                                    .setPartitions(List.of(new TxnOffsetCommitRequestPartition()
                                            .setPartitionIndex(0)
                                            .setCommittedOffset(offset)
                                            .setCommittedMetadata(""))))));
            answers[0] =
                    Errors.forCode(answer.topics().get(0).partitions().get(0).errorCode());
            return !isPassing(answers[0]) && answers[0] != Errors.COORDINATOR_NOT_AVAILABLE;
        });
        return answers[0];
    }

    /** Sends one record, with the sequence number given. */
    Errors produce(int version, Identity producer, String topic, int sequence, String value) {
        return produce(version, transactionalId, producer, topic, sequence, value);
    }

    Errors produce(int version, String id, Identity producer, String topic, int sequence, String value) {
        var records = MemoryRecords.withTransactionalRecords(
                Compression.NONE,
                producer.id(),
                producer.epoch(),
                sequence,
                new SimpleRecord(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var topics = new TopicProduceDataCollection();
        topics.add(new TopicProduceData()
                .setName(topic)
                .setPartitionData(List.of(new PartitionProduceData().setIndex(0).setRecords(records))));
        var answer = client.ask(
                ProduceResponseData.class,
                ApiKeys.PRODUCE,
                version,
                new ProduceRequestData()
                        .setTransactionalId(id)
                        .setAcks((short) -1)
                        .setTimeoutMs(30_000)
                        .setTopicData(topics));
        return Errors.forCode(answer.responses()
                .find(topic, org.apache.kafka.common.Uuid.ZERO_UUID)
                .partitionResponses()
                .get(0)
                .errorCode());
    }

    /** Asks again as long as the answer is that something else is under way, as clients do. */
    Identity end(int version, Identity producer, boolean commit) {
        var answers = new Identity[1];
        org.awaitility.Awaitility.await().until(() -> {
            var answer = client.ask(
                    EndTxnResponseData.class,
                    ApiKeys.END_TXN,
                    version,
                    new EndTxnRequestData()
                            .setTransactionalId(transactionalId)
                            .setProducerId(producer.id())
                            .setProducerEpoch(producer.epoch())
                            .setCommitted(commit));
            answers[0] = new Identity(Errors.forCode(answer.errorCode()), answer.producerId(), answer.producerEpoch());
            return !isPassing(answers[0].error());
        });
        return answers[0];
    }

    @Override
    public void close() {
        client.close();
    }
}
