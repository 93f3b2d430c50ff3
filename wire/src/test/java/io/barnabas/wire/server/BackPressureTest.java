// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.ProduceResponse;
import io.barnabas.wire.protocol.ByteBufferRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken in and not yet answered, or answered and not yet taken, never passes its bounds. */
class BackPressureTest {
    private static final int RECORD_BYTES = 10_000;

    private final Queue<Request> held = new ConcurrentLinkedQueue<>();

    @Test
    void shouldStopReadingConnectionAtItsOwnBytes() throws Exception {
        SocketConfig config = new TestServer.Config()
                .connectionMaxRequestBytes(3 * RECORD_BYTES)
                .build();
        try (var server = new TestServer(config, held::add);
                var client = server.connect()) {
            var sender = send(client, 500);
            Awaitility.await().until(() -> held.size() == 3);

            answerOneByOne(500, 3);

            assertThat(client.receiveCorrelationIds(500)).isSorted();
            sender.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldStopReadingConnectionAtItsOwnRequests() throws Exception {
        SocketConfig config = new TestServer.Config().connectionMaxRequests(5).build();
        try (var server = new TestServer(config, held::add);
                var client = server.connect()) {
            var sender = send(client, 300);
            Awaitility.await().until(() -> held.size() == 5);

            answerOneByOne(300, 5);

            assertThat(client.receiveCorrelationIds(300)).isSorted();
            sender.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"NIO, 1", "NIO, 2", "NATIVE, 3", "NATIVE, 4"})
    void shouldNeverHoldMoreThanTheBoundsOverAllConnections(TransportChoice transport, long seed) throws Exception {
        int connections = 12;
        int requestsEach = 120;
        int maxRequests = 7;
        long maxBytes = 70_000;
        SocketConfig config = new TestServer.Config()
                .requestMaxBytes(70_000)
                .queuedMaxRequestBytes(maxBytes)
                .queuedMaxRequests(maxRequests)
                .build();
        var bytesInSink = new AtomicLong();
        var mostBytes = new AtomicLong();
        RequestSink sink = request -> {
            mostBytes.accumulateAndGet(bytesInSink.addAndGet(request.sizeInBytes()), Math::max);
            held.add(request);
        };
        int answered = 0;
        var random = new Random(seed);
        try (var server = new TestServer(transport, config, sink)) {
            var clients = new ArrayList<TestClient>();
            var senders = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < connections; i++) {
                TestClient client = server.connect();
                clients.add(client);
                senders.add(send(client, requestsEach));
            }
            while (answered < connections * requestsEach) {
                Awaitility.await("seed " + seed)
                        .pollInterval(1, TimeUnit.MILLISECONDS)
                        .until(() -> !held.isEmpty());
                assertThat(server.server.budget().bytes()).isLessThanOrEqualTo(maxBytes);
                // Each of the two loops may let one more in while the other does.
                assertThat(server.server.budget().requests()).isLessThanOrEqualTo(maxRequests + 1);
                for (int i = random.nextInt(4); i >= 0 && !held.isEmpty(); i--) {
                    Request request = held.remove();
                    bytesInSink.addAndGet(-request.sizeInBytes());
                    request.respond(new ProduceResponse());
                    answered++;
                }
            }
            for (TestClient client : clients) {
                assertThat(client.receiveCorrelationIds(requestsEach)).isSorted();
                client.close();
            }
            for (var sender : senders) {
                sender.get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(mostBytes.get()).isBetween(1L, maxBytes);
    }

    @Test
    void shouldLetOthersGoOnWhenWaitingConnectionEnds() throws Exception {
        SocketConfig config = new TestServer.Config().queuedMaxRequests(1).build();
        AtomicBoolean answering = new AtomicBoolean();
        RequestSink sink = request -> {
            held.add(request);
            if (answering.get()) {
                answerHeld();
            }
        };
        try (var server = new TestServer(config, sink)) {
            try (var first = server.connect();
                    var second = server.connect();
                    var third = server.connect()) {
                first.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 1);
                Awaitility.await().until(() -> held.size() == 1);
                second.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 2);
                third.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 3);
                second.hangUp();

                answering.set(true);
                answerHeld();

                // The request of the second may come before or after that of the third: nobody reads its end meanwhile.
                assertThat(first.receiveCorrelationId()).isEqualTo(1);
                assertThat(third.receiveCorrelationId()).isEqualTo(3);
            }
        }
    }

    private void answerHeld() {
        for (Request request = held.poll(); request != null; request = held.poll()) {
            request.respond(new ProduceResponse());
        }
    }

    @Test
    void shouldNotCountRequestsWithoutRecordsThatWait() throws Exception {
        SocketConfig config = new TestServer.Config().queuedMaxRequests(2).build();
        try (var server = new TestServer(config, held::add);
                var waiting = server.connect();
                var other = server.connect()) {
            for (int i = 0; i < 20; i++) {
                waiting.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, i);
            }
            Awaitility.await().until(() -> held.size() == 20);
            var waitingRequests = List.copyOf(held);
            held.clear();

            other.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 7);
            Awaitility.await().until(() -> held.size() == 1);

            held.remove().respond(new ProduceResponse());
            assertThat(other.receiveCorrelationId()).isEqualTo(7);
            waitingRequests.forEach(request -> request.respond(request.apiKey().newResponse()));
        }
    }

    @ParameterizedTest
    @CsvSource({"NIO", "NATIVE"})
    void shouldStopReadingClientThatDoesNotTakeItsAnswers(TransportChoice transport) throws Exception {
        int requests = 200;
        short version = 11;
        var handled = new AtomicInteger();
        RequestSink sink = request -> {
            handled.incrementAndGet();
            request.respond(new FetchResponse()
                    .setResponses(List.of(new FetchResponse.FetchableTopicResponse()
                            .setTopic("topic")
                            .setPartitions(List.of(new FetchResponse.PartitionData()
                                    .setRecords(new ByteBufferRecords(ByteBuffer.allocate(1_000_000))))))));
        };
        try (var server = new TestServer(transport, TestServer.config(), sink);
                var client = server.connect()) {
            for (int i = 0; i < requests; i++) {
                client.send(new FetchRequest(), version, i);
            }
            Awaitility.await().during(200, TimeUnit.MILLISECONDS).until(() -> handled.get() < 60);

            assertThat(client.receiveCorrelationIds(requests)).isSorted();

            assertThat(handled.get()).isEqualTo(requests);
        }
    }

    private static CompletableFuture<Void> send(TestClient client, int requests) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        for (int i = 0; i < requests; i++) {
                            client.send(Requests.produce(new byte[RECORD_BYTES]), Requests.PRODUCE_VERSION, i);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task, "sender").start());
    }

    private void answerOneByOne(int requests, int most) {
        for (int i = 0; i < requests; i++) {
            Awaitility.await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> !held.isEmpty());
            assertThat(held).hasSizeLessThanOrEqualTo(most);
            held.remove().respond(new ProduceResponse());
        }
    }
}
