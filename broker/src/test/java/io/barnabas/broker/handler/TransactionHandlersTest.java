// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.metadata.InternalTopic;
import io.barnabas.broker.metadata.ProducerIds;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.transaction.Transaction;
import io.barnabas.coordinator.transaction.TransactionCoordinator;
import io.barnabas.wire.message.AddOffsetsToTxnRequest;
import io.barnabas.wire.message.AddOffsetsToTxnResponse;
import io.barnabas.wire.message.AddPartitionsToTxnRequest;
import io.barnabas.wire.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import io.barnabas.wire.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTransaction;
import io.barnabas.wire.message.AddPartitionsToTxnResponse;
import io.barnabas.wire.message.DescribeTransactionsRequest;
import io.barnabas.wire.message.DescribeTransactionsResponse;
import io.barnabas.wire.message.EndTxnRequest;
import io.barnabas.wire.message.EndTxnResponse;
import io.barnabas.wire.message.InitProducerIdRequest;
import io.barnabas.wire.message.InitProducerIdResponse;
import io.barnabas.wire.message.ListTransactionsRequest;
import io.barnabas.wire.message.ListTransactionsResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the handlers of transactions do before and after the coordinator: permissions, topics, shapes of each version. */
class TransactionHandlersTest {
    private static final String TOPIC = "orders";

    @TempDir
    private Path directory;

    private final List<Transaction> sent = new ArrayList<>();
    private final TransactionCoordinator coordinator = MemoryShard.transactions(sent::add);
    private GroupBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = GroupBroker.start(directory);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldAddPartitionsOfAClient(int version) throws Exception {
        InitProducerIdResponse producer = init();

        assertThat(addPartitions(version, producer, 0)).isEqualTo(Errors.NONE);

        assertThat(describe().topics())
                .singleElement()
                .satisfies(topic -> assertThat(topic.partitions()).containsExactly(0));
    }

    @Test
    void shouldAddAllPartitionsOrNone() throws Exception {
        InitProducerIdResponse producer = init();

        var answer = (AddPartitionsToTxnResponse)
                broker.ask(adder(), 3, clientRequest(producer).setV3AndBelowTopics(topics(TOPIC, 0, 9)));

        assertThat(answer.resultsByTopicV3AndBelow().get(0).resultsByPartition())
                .extracting(result -> Errors.forCode(result.partitionErrorCode()))
                .containsExactly(Errors.OPERATION_NOT_ATTEMPTED, Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(describe().topics()).isEmpty();
        broker.deny(Operation.WRITE, ResourceType.TOPIC, TOPIC);
        assertThat(addPartitions(3, producer, 0)).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
    }

    @Test
    void shouldTellClientsOfOldThatTheyAreFencedInTheirWords() throws Exception {
        InitProducerIdResponse producer = init();
        init();

        assertThat(addPartitions(1, producer, 0)).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(addPartitions(2, producer, 0)).isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(end(1, producer, true)).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(end(2, producer, true)).isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void shouldAnswerBrokersForSeveralTransactions() throws Exception {
        InitProducerIdResponse producer = init();
        addPartitions(3, producer, 0);
        var request = new AddPartitionsToTxnRequest()
                .setTransactions(List.of(
                        transaction("t", producer).setVerifyOnly(true).setTopics(topics(TOPIC, 0, 1)),
                        transaction("unknown", producer).setTopics(topics(TOPIC, 0)),
                        transaction("", producer).setTopics(topics(TOPIC, 0))));

        var answer = (AddPartitionsToTxnResponse) broker.ask(adder(), 5, request);

        assertThat(answer.resultsByTransaction())
                .extracting(result -> result.topicResults().get(0).resultsByPartition().stream()
                        .map(each -> Errors.forCode(each.partitionErrorCode()))
                        .toList())
                .containsExactly(
                        List.of(Errors.NONE, Errors.TRANSACTION_ABORTABLE),
                        List.of(Errors.INVALID_PRODUCER_ID_MAPPING),
                        List.of(Errors.INVALID_REQUEST));
        broker.deny(Operation.CLUSTER_ACTION, ResourceType.CLUSTER, "kafka-cluster");
        assertRefused(adder(), 5, request, Errors.CLUSTER_AUTHORIZATION_FAILED);
    }

    @Test
    void shouldAddThePartitionOfAGroup() throws Exception {
        InitProducerIdResponse producer = init();
        var handler = new AddOffsetsToTxnHandler(
                coordinator,
                broker.metadata()::image,
                new InternalTopic("__consumer_offsets", 1, Map.of(), () -> new UUID(1, 1)));
        var request = new AddOffsetsToTxnRequest()
                .setTransactionalId("t")
                .setProducerId(producer.producerId())
                .setProducerEpoch(producer.producerEpoch())
                .setGroupId("g");

        var answer = (AddOffsetsToTxnResponse) broker.ask(handler, 4, request);

        assertThat(answer.errorCode()).isZero();
        assertThat(describe().topics())
                .singleElement()
                .satisfies(topic -> assertThat(topic.topic()).isEqualTo("__consumer_offsets"));
        broker.deny(Operation.READ, ResourceType.GROUP, "g");
        assertRefused(handler, 4, request, Errors.GROUP_AUTHORIZATION_FAILED);
    }

    @Test
    void shouldNameTheNextEpochFromVersionFiveOn() throws Exception {
        InitProducerIdResponse producer = init();
        addPartitions(3, producer, 0);

        var answer = (EndTxnResponse) broker.ask(new EndTxnHandler(coordinator), 5, endRequest(producer, true));

        assertThat(answer.producerId()).isEqualTo(producer.producerId());
        assertThat(answer.producerEpoch()).isEqualTo((short) 1);
        assertThat(sent).hasSize(1);
    }

    @Test
    void shouldRefuseWhoMayNotUseTheTransactionalId() {
        broker.deny(Operation.WRITE, ResourceType.TRANSACTIONAL_ID, "t");
        var init = new InitProducerIdHandler(new ProducerIds(broker.metadata()), coordinator, false);

        assertRefused(init, 5, initRequest("t"), Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        assertRefused(
                adder(),
                3,
                new AddPartitionsToTxnRequest()
                        .setV3AndBelowTransactionalId("t")
                        .setV3AndBelowTopics(topics(TOPIC, 0)),
                Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        assertRefused(
                new EndTxnHandler(coordinator),
                5,
                new EndTxnRequest().setTransactionalId("t"),
                Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
    }

    @Test
    void shouldShowTheUnstableVersionOnlyWhenAsked() {
        assertThat(init(false).highestVersion()).isEqualTo((short) 5);
        assertThat(init(true).highestVersion()).isEqualTo((short) 6);
    }

    @Test
    void shouldRefuseTransactionsOfTwoPhases() {
        assertRefused(init(true), 6, initRequest("t").setEnable2Pc(true), Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        assertRefused(init(true), 6, initRequest("t").setKeepPreparedTxn(true), Errors.UNSUPPORTED_VERSION);
    }

    private InitProducerIdHandler init(boolean unstableVersions) {
        return new InitProducerIdHandler(new ProducerIds(broker.metadata()), coordinator, unstableVersions);
    }

    @Test
    void shouldRefuseAnEmptyTransactionalId() {
        var init = new InitProducerIdHandler(new ProducerIds(broker.metadata()), coordinator, false);

        assertRefused(init, 5, initRequest(""), Errors.INVALID_REQUEST);
        assertRefused(new EndTxnHandler(coordinator), 5, new EndTxnRequest(), Errors.INVALID_REQUEST);
    }

    @Test
    void shouldDescribeAndListOnlyWhatMayBeSeen() throws Exception {
        InitProducerIdResponse producer = init();
        addPartitions(3, producer, 0);
        broker.deny(Operation.DESCRIBE, ResourceType.TOPIC, TOPIC);
        assertThat(describe().topics()).isEmpty();

        broker.deny(Operation.DESCRIBE, ResourceType.TRANSACTIONAL_ID, "t");

        assertThat(Errors.forCode(describe().errorCode())).isEqualTo(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
        var listed = (ListTransactionsResponse)
                broker.ask(new ListTransactionsHandler(coordinator), 2, new ListTransactionsRequest());
        assertThat(listed.transactionStates()).isEmpty();
    }

    @Test
    void shouldSayWhyAnIdIsNotDescribed() throws Exception {
        var answer = (DescribeTransactionsResponse) broker.ask(
                new DescribeTransactionsHandler(coordinator),
                0,
                new DescribeTransactionsRequest().setTransactionalIds(List.of("none", "")));

        assertThat(answer.transactionStates())
                .extracting(state -> Errors.forCode(state.errorCode()))
                .containsExactly(Errors.TRANSACTIONAL_ID_NOT_FOUND, Errors.INVALID_REQUEST);
    }

    private static InitProducerIdRequest initRequest(String id) {
        return new InitProducerIdRequest()
                .setTransactionalId(id)
                .setTransactionTimeoutMs(60_000)
                .setProducerId(-1)
                .setProducerEpoch((short) -1);
    }

    private InitProducerIdResponse init() throws Exception {
        var handler = new InitProducerIdHandler(new ProducerIds(broker.metadata()), coordinator, false);
        return (InitProducerIdResponse) broker.ask(handler, 4, initRequest("t"));
    }

    private AddPartitionsToTxnHandler adder() {
        return new AddPartitionsToTxnHandler(coordinator, broker.metadata()::image);
    }

    private static AddPartitionsToTxnRequest clientRequest(InitProducerIdResponse producer) {
        return new AddPartitionsToTxnRequest()
                .setV3AndBelowTransactionalId("t")
                .setV3AndBelowProducerId(producer.producerId())
                .setV3AndBelowProducerEpoch(producer.producerEpoch());
    }

    private static AddPartitionsToTxnTransaction transaction(String id, InitProducerIdResponse producer) {
        return new AddPartitionsToTxnTransaction()
                .setTransactionalId(id)
                .setProducerId(producer.producerId())
                .setProducerEpoch(producer.producerEpoch());
    }

    private static List<AddPartitionsToTxnTopic> topics(String topic, Integer... partitions) {
        return List.of(new AddPartitionsToTxnTopic().setName(topic).setPartitions(List.of(partitions)));
    }

    private Errors addPartitions(int version, InitProducerIdResponse producer, int partition) throws Exception {
        var answer = (AddPartitionsToTxnResponse)
                broker.ask(adder(), version, clientRequest(producer).setV3AndBelowTopics(topics(TOPIC, partition)));
        return Errors.forCode(answer.resultsByTopicV3AndBelow()
                .get(0)
                .resultsByPartition()
                .get(0)
                .partitionErrorCode());
    }

    private static EndTxnRequest endRequest(InitProducerIdResponse producer, boolean commit) {
        return new EndTxnRequest()
                .setTransactionalId("t")
                .setProducerId(producer.producerId())
                .setProducerEpoch(producer.producerEpoch())
                .setCommitted(commit);
    }

    private Errors end(int version, InitProducerIdResponse producer, boolean commit) {
        try {
            broker.ask(new EndTxnHandler(coordinator), version, endRequest(producer, commit));
            return Errors.NONE;
        } catch (Exception e) {
            Errors error = e.getCause() instanceof ApiException refused ? refused.error() : Errors.UNKNOWN_SERVER_ERROR;
            var failed = (EndTxnResponse)
                    new EndTxnHandler(coordinator).failed(endRequest(producer, commit), (short) version, error);
            return Errors.forCode(failed.errorCode());
        }
    }

    private DescribeTransactionsResponse.TransactionState describe() throws Exception {
        var answer = (DescribeTransactionsResponse) broker.ask(
                new DescribeTransactionsHandler(coordinator),
                0,
                new DescribeTransactionsRequest().setTransactionalIds(List.of("t")));
        return answer.transactionStates().get(0);
    }

    private <Q extends ApiMessage> void assertRefused(RequestHandler<Q> handler, int version, Q request, Errors error) {
        assertThatThrownBy(() -> broker.ask(handler, version, request))
                .isInstanceOf(ApiException.class)
                .extracting(e -> ((ApiException) e).error())
                .isEqualTo(error);
    }
}
