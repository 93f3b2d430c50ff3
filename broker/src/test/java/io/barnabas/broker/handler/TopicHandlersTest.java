// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.config.InternalTopics;
import io.barnabas.broker.config.TopicConfigs;
import io.barnabas.broker.metadata.AutoCreation;
import io.barnabas.broker.metadata.MetadataConfig;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.MetadataNode;
import io.barnabas.broker.metadata.ProducerIds;
import io.barnabas.broker.security.Authorizer;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.CreateTopicsRequest;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsResponse;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicResult;
import io.barnabas.wire.message.DeleteTopicsRequest;
import io.barnabas.wire.message.DeleteTopicsRequest.DeleteTopicState;
import io.barnabas.wire.message.DeleteTopicsResponse;
import io.barnabas.wire.message.DescribeClusterRequest;
import io.barnabas.wire.message.DescribeClusterResponse;
import io.barnabas.wire.message.DescribeTopicPartitionsRequest;
import io.barnabas.wire.message.DescribeTopicPartitionsRequest.TopicRequest;
import io.barnabas.wire.message.DescribeTopicPartitionsResponse;
import io.barnabas.wire.message.InitProducerIdRequest;
import io.barnabas.wire.message.InitProducerIdResponse;
import io.barnabas.wire.message.MetadataRequest;
import io.barnabas.wire.message.MetadataRequest.MetadataRequestTopic;
import io.barnabas.wire.message.MetadataResponse;
import io.barnabas.wire.message.MetadataResponse.MetadataResponseTopic;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handlers of topics and metadata over a metadata log; codes and texts are those of Kafka 4.3.1 to the same requests. */
class TopicHandlersTest {
    private static final UUID UNKNOWN_ID = new UUID(5, 6);

    @TempDir
    Path directory;

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final BrokerConfig config = BrokerConfig.of(Map.of("num.partitions", "3"));
    private final TopicConfigs topicConfigs = new TopicConfigs(new DynamicConfigs(config.values()));
    private Authorizer authorizer = Authorizer.ALLOW_ALL;
    private MetadataNode node;
    private MetadataLoop metadata;

    @BeforeEach
    void start() throws Exception {
        node = MetadataNode.start(directory);
        metadata = node.metadata();
    }

    @AfterEach
    void stop() {
        node.close();
        loop.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(shorts = {0, 1, 4, 8, 10, 12, 13})
    void shouldMakeAMissingTopicAndAnswerWithItAtOnce(short version) throws Exception {
        MetadataResponse response = metadata(version, named("made"));

        MetadataResponseTopic topic = response.topics().get(0);
        assertThat(Errors.forCode(topic.errorCode())).isEqualTo(Errors.NONE);
        assertThat(topic.partitions()).hasSize(3);
        assertThat(topic.partitions().get(2).leaderId()).isEqualTo(1);
        assertThat(response.brokers().get(0).port()).isEqualTo(9092);
        assertThat(response.clusterId()).isEqualTo(metadata.image().clusterId());
    }

    @Test
    void shouldNotMakeTopicsThatMayNotBeMade() throws Exception {
        assertError(
                metadata((short) 9, named("quiet").setAllowAutoTopicCreation(false)),
                Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertError(metadata((short) 9, named("a b")), Errors.INVALID_TOPIC_EXCEPTION);
        authorizer = (principal, host, operation, type, name) -> operation != Operation.CREATE;
        assertError(metadata((short) 9, named("forbidden")), Errors.TOPIC_AUTHORIZATION_FAILED);
        authorizer = (principal, host, operation, type, name) -> false;
        assertError(metadata((short) 9, named("hidden")), Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(metadata.image().topicCount()).isZero();
    }

    @Test
    void shouldMakeAnInternalTopicAsItHasToBe() throws Exception {
        MetadataResponse response = metadata((short) 12, named("__consumer_offsets"));

        assertThat(response.topics().get(0).partitions()).hasSize(50);
        assertThat(response.topics().get(0).isInternal()).isTrue();
        assertThat(metadata.image().topicConfig("__consumer_offsets"))
                .isEqualTo(Map.of(
                        "cleanup.policy", "compact", "compression.type", "producer", "segment.bytes", "104857600"));
    }

    @Test
    void shouldTellAllTopicsOrNone() throws Exception {
        create("a", "b");

        assertThat(metadata((short) 0, new MetadataRequest()).topics()).hasSize(2);
        assertThat(metadata((short) 1, new MetadataRequest()).topics()).isEmpty();
        assertThat(metadata((short) 1, new MetadataRequest().setTopics(null)).topics())
                .hasSize(2);
    }

    @Test
    void shouldFindTopicsById() throws Exception {
        UUID id = create("a").get(0).topicId();
        MetadataRequest request = new MetadataRequest()
                .setTopics(List.of(
                        new MetadataRequestTopic().setName(null).setTopicId(id),
                        new MetadataRequestTopic().setName(null).setTopicId(UNKNOWN_ID)));

        List<MetadataResponseTopic> topics = metadata((short) 12, request).topics();

        assertThat(topics.get(0).name()).isEqualTo("a");
        assertThat(topics.get(1).name()).isNull();
        assertThat(Errors.forCode(topics.get(1).errorCode())).isEqualTo(Errors.UNKNOWN_TOPIC_ID);
        assertThat(failure(metadataHandler(), ApiKey.METADATA, (short) 11, request))
                .isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void shouldTellAuthorizedOperationsAsBits() throws Exception {
        create("a");

        MetadataResponse response = metadata(
                (short) 9,
                named("a").setIncludeTopicAuthorizedOperations(true).setIncludeClusterAuthorizedOperations(true));

        assertThat(response.topics().get(0).topicAuthorizedOperations()).isEqualTo(3576);
        assertThat(response.clusterAuthorizedOperations()).isEqualTo(8096);
    }

    @Test
    void shouldRefuseDuplicatesAndTheMetadataTopicAndMakeTheRest() throws Exception {
        List<CreatableTopicResult> results = create("dup", "dup", "__cluster_metadata", "good");

        assertThat(results)
                .extracting(result -> result.name() + " " + Errors.forCode(result.errorCode()))
                .containsExactly("dup INVALID_REQUEST", "__cluster_metadata INVALID_REQUEST", "good NONE");
        assertThat(results.get(2).configs())
                .extracting(entry -> entry.name())
                .isSorted()
                .contains("retention.ms");
    }

    @Test
    void shouldDeleteByNameAndById() throws Exception {
        UUID first = create("first", "second").get(0).topicId();
        DeleteTopicsRequest request = new DeleteTopicsRequest();
        request.topics().add(new DeleteTopicState().setName(null).setTopicId(first));
        request.topics().add(new DeleteTopicState().setName("second"));
        request.topics().add(new DeleteTopicState().setName("unknown"));
        request.topics().add(new DeleteTopicState().setName(null).setTopicId(UNKNOWN_ID));
        request.topics().add(new DeleteTopicState().setName(null));
        request.topics().add(new DeleteTopicState().setName("both").setTopicId(first));

        DeleteTopicsResponse response = delete((short) 6, request);

        assertThat(response.responses())
                .extracting(result -> result.name() + " " + Errors.forCode(result.errorCode()))
                .containsExactly(
                        "first NONE",
                        "second NONE",
                        "unknown UNKNOWN_TOPIC_OR_PARTITION",
                        "null UNKNOWN_TOPIC_ID",
                        "null INVALID_REQUEST",
                        "both INVALID_REQUEST");
        assertThat(metadata.image().topicCount()).isZero();
    }

    @Test
    void shouldNotDeleteATopicThatIsNamedTwice() throws Exception {
        UUID id = create("a").get(0).topicId();
        DeleteTopicsRequest twice = new DeleteTopicsRequest();
        twice.topics().add(new DeleteTopicState().setName(null).setTopicId(id));
        twice.topics().add(new DeleteTopicState().setName("a"));

        assertThat(delete((short) 6, twice).responses())
                .extracting(result -> result.errorMessage())
                .containsExactly("The provided topic name maps to an ID that was already supplied.");
        assertThat(delete((short) 1, new DeleteTopicsRequest().setTopicNames(List.of("a", "a")))
                        .responses())
                .extracting(result -> result.errorMessage())
                .containsExactly("Duplicate topic name.");
        assertThat(metadata.image().topic("a")).isNotNull();
    }

    @Test
    void shouldDescribePartitionsPageByPage() throws Exception {
        create("a", "b", "c");
        List<String> seen = new ArrayList<>();
        DescribeTopicPartitionsRequest request = new DescribeTopicPartitionsRequest().setResponsePartitionLimit(2);
        DescribeTopicPartitionsResponse response;
        int pages = 0;
        do {
            response = (DescribeTopicPartitionsResponse) ask(
                    new DescribeTopicPartitionsHandler(metadata::image, MetadataConfig.DEFAULT), (short) 0, request);
            response.topics()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> seen.add(topic.name() + partition.partitionIndex())));
            DescribeTopicPartitionsResponse.Cursor next = response.nextCursor();
            if (next != null) {
                request.setCursor(new DescribeTopicPartitionsRequest.Cursor()
                        .setTopicName(next.topicName())
                        .setPartitionIndex(next.partitionIndex()));
            }
            pages++;
        } while (response.nextCursor() != null);

        assertThat(seen).containsExactly("a0", "a1", "b0", "b1", "c0", "c1");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void shouldRefuseACursorThatFitsNoTopic() {
        DescribeTopicPartitionsRequest request = new DescribeTopicPartitionsRequest()
                .setCursor(new DescribeTopicPartitionsRequest.Cursor().setTopicName("x"));
        request.topics().add(new TopicRequest().setName("y"));

        assertThat(failure(
                        new DescribeTopicPartitionsHandler(metadata::image, MetadataConfig.DEFAULT),
                        ApiKey.DESCRIBE_TOPIC_PARTITIONS,
                        (short) 0,
                        request))
                .isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void shouldDescribeTheClusterToThoseWhoAskForBrokers() throws Exception {
        DescribeClusterHandler handler = new DescribeClusterHandler(
                metadata::image, client -> new Endpoint(client.listenerName(), "localhost", 9092), "r1");

        DescribeClusterResponse brokers =
                (DescribeClusterResponse) ask(handler, (short) 2, new DescribeClusterRequest());
        DescribeClusterResponse controllers = (DescribeClusterResponse)
                ask(handler, (short) 2, new DescribeClusterRequest().setEndpointType((byte) 2));

        assertThat(brokers.brokers()).hasSize(1);
        assertThat(brokers.brokers().get(0).rack()).isEqualTo("r1");
        assertThat(brokers.controllerId()).isEqualTo(1);
        assertThat(Errors.forCode(controllers.errorCode())).isEqualTo(Errors.MISMATCHED_ENDPOINT_TYPE);
    }

    @Test
    void shouldGiveEachIdempotentProducerAnIdOfItsOwn() throws Exception {
        InitProducerIdHandler handler =
                new InitProducerIdHandler(new ProducerIds(metadata), MemoryShard.transactions(prepared -> {}), false);
        InitProducerIdRequest request = new InitProducerIdRequest().setTransactionalId(null);

        InitProducerIdResponse first = (InitProducerIdResponse) ask(handler, (short) 4, request);
        InitProducerIdResponse again = (InitProducerIdResponse) ask(
                handler, (short) 4, request.setProducerId(first.producerId()).setProducerEpoch((short) 3));

        assertThat(again.producerId()).isEqualTo(first.producerId() + 1);
        assertThat(again.producerEpoch()).isZero();
        assertThat(failure(handler, ApiKey.INIT_PRODUCER_ID, (short) 4, request.setProducerEpoch((short) -1)))
                .isEqualTo(Errors.INVALID_REQUEST);
        assertThat(failure(handler, ApiKey.INIT_PRODUCER_ID, (short) 4, request.setTransactionalId("")))
                .isEqualTo(Errors.INVALID_REQUEST);
    }

    private static MetadataRequest named(String topic) {
        return new MetadataRequest()
                .setTopics(List.of(new MetadataRequestTopic().setName(topic).setTopicId(Uuids.ZERO)));
    }

    private static void assertError(MetadataResponse response, Errors error) {
        assertThat(Errors.forCode(response.topics().get(0).errorCode())).isEqualTo(error);
    }

    private MetadataHandler metadataHandler() {
        InternalTopics internal = new InternalTopics(config.values());
        return new MetadataHandler(
                metadata::image,
                new AutoCreation(metadata, config.metadata(), topicConfigs, internal::find),
                client -> new Endpoint(client.listenerName(), "localhost", 9092),
                null);
    }

    private MetadataResponse metadata(short version, MetadataRequest request) throws Exception {
        return (MetadataResponse) ask(metadataHandler(), version, request);
    }

    private List<CreatableTopicResult> create(String... names) throws Exception {
        CreateTopicsRequest request = new CreateTopicsRequest();
        for (String name : names) {
            request.topics()
                    .add(new CreatableTopic().setName(name).setNumPartitions(2).setReplicationFactor((short) 1));
        }
        CreateTopicsHandler handler = new CreateTopicsHandler(metadata, config.metadata(), topicConfigs);
        return ((CreateTopicsResponse) ask(handler, (short) 7, request)).topics();
    }

    private DeleteTopicsResponse delete(short version, DeleteTopicsRequest request) throws Exception {
        return (DeleteTopicsResponse) ask(new DeleteTopicsHandler(metadata, config.metadata()), version, request);
    }

    /** The error that the whole request fails with. */
    private <Q extends ApiMessage> Errors failure(RequestHandler<Q> handler, ApiKey key, short version, Q request) {
        assertThat(handler.apiKey()).isEqualTo(key);
        try {
            ApiMessage answer = ask(handler, version, request);
            throw new AssertionError("Expected a failure, got " + answer);
        } catch (ApiException e) {
            handler.failed(request, version, e.error()).size(version);
            return e.error();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Asks, and sees to it that the answer can be written in that version. */
    private <Q extends ApiMessage> ApiMessage ask(RequestHandler<Q> handler, short version, Q request)
            throws Exception {
        CompletableFuture<ApiMessage> answer = new CompletableFuture<>();
        RequestContext.Client client =
                new RequestContext.Client("User:ANONYMOUS", "127.0.0.1", "PLAINTEXT", loop, new EndlessConnection());
        handler.handle(new RequestContext(version, "test", client, authorizer, 0, new FuturePath(answer)), request);
        ApiMessage message = answer.get(30, TimeUnit.SECONDS);
        message.size(version);
        return message;
    }

    private record FuturePath(CompletableFuture<ApiMessage> answer) implements RequestContext.ResponsePath {
        @Override
        public void respond(ApiMessage response) {
            answer.complete(response);
        }

        @Override
        public void fail(Throwable cause) {
            @Nullable Throwable inner = cause instanceof CompletionException ? cause.getCause() : cause;
            answer.completeExceptionally(inner == null ? cause : inner);
        }

        @Override
        public void clientSoftware(String name, String version) {}

        @Override
        public void finishWithoutResponse() {
            answer.completeExceptionally(new AssertionError("no answer"));
        }

        @Override
        public void closeConnection(String reason) {
            answer.completeExceptionally(new AssertionError(reason));
        }
    }
}
