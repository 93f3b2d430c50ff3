// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.wire.message.ProduceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers leave in the order of the requests, whoever ends them, when and where. */
class ResponseOrderTest {
    private static final int REQUESTS = 200;

    private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @CsvSource({"NIO, 1", "NIO, 2", "NIO, 3", "NATIVE, 4", "NATIVE, 5", "NATIVE, 6"})
    void shouldAnswerInOrderOfRequests(TransportChoice transport, long seed) throws Exception {
        var random = new Random(seed);
        try (var server = new TestServer(transport, TestServer.config(), received::add);
                var client = server.connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                client.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, i);
            }
            List<Request> requests = take(REQUESTS);
            Collections.shuffle(requests, random);

            for (Request request : requests) {
                if (random.nextBoolean()) {
                    request.respond(request.apiKey().newResponse());
                } else {
                    request.connection()
                            .eventLoop()
                            .execute(() -> request.respond(request.apiKey().newResponse()));
                }
            }

            assertThat(client.receiveCorrelationIds(REQUESTS))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(
                            IntStream.range(0, REQUESTS).boxed().toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerWhatComesInOneWriteFromWithinTheSink(TransportChoice transport) throws Exception {
        try (var server = new TestServer(
                        transport,
                        TestServer.config(),
                        request -> request.respond(request.apiKey().newResponse()));
                var client = server.connect()) {
            var all = new ByteArrayOutputStream();
            for (int i = 0; i < REQUESTS; i++) {
                all.write(TestClient.frame(Requests.produce(new byte[i * 7]), Requests.PRODUCE_VERSION, i));
            }

            client.send(all.toByteArray());

            assertThat(client.receiveCorrelationIds(REQUESTS))
                    .containsExactlyElementsOf(
                            IntStream.range(0, REQUESTS).boxed().toList());
        }
    }

    @Test
    void shouldPassOverRequestThatHasNoAnswer() throws Exception {
        try (var server = new TestServer(TestServer.config(), received::add);
                var client = server.connect()) {
            client.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 1);
            client.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 2);
            List<Request> requests = take(2);

            requests.get(1).respond(new ProduceResponse());
            requests.get(0).finishWithoutResponse();

            assertThat(client.receiveCorrelationId()).isEqualTo(2);
        }
    }

    @Test
    void shouldCloseInTurnAfterTheAnswersBefore() throws Exception {
        try (var server = new TestServer(TestServer.config(), received::add);
                var client = server.connect()) {
            client.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 1);
            client.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 2);
            List<Request> requests = take(2);

            requests.get(1).closeConnection("the test says so");
            requests.get(0).respond(requests.get(0).apiKey().newResponse());

            assertThat(client.receiveCorrelationId()).isEqualTo(1);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void shouldRefuseSecondEnd() throws Exception {
        try (var server = new TestServer(TestServer.config(), received::add);
                var client = server.connect()) {
            client.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 1);
            Request request = received.take();
            request.respond(request.apiKey().newResponse());

            assertThatThrownBy(request::finishWithoutResponse)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("HEARTBEAT");
            assertThat(request.isPending()).isFalse();
        }
    }

    @Test
    void shouldKeepRecordBytesUntilAnsweredAlsoWhenTheClientIsGone() throws Exception {
        var closed = new AtomicReference<String>();
        byte[] records = {1, 2, 3, 4, 5};
        try (var server = new TestServer(TestServer.config(), received::add)) {
            try (var client = server.connect()) {
                client.send(Requests.produce(records), Requests.PRODUCE_VERSION, 1);
                Request request = received.take();
                request.connection().onClose(() -> closed.set("closed"));
                received.add(request);
            }
            Request request = received.take();
            Awaitility.await().until(() -> closed.get() != null);

            assertThat(Requests.recordsOf(request)).isEqualTo(records);
            request.respond(new ProduceResponse());
        }
    }

    @Test
    void shouldCloseWhenTheSinkFails() throws Exception {
        RequestSink failing = request -> {
            throw new IllegalStateException("on purpose");
        };
        try (var server = new TestServer(TestServer.config(), failing);
                var client = server.connect()) {
            client.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 1);

            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    private List<Request> take(int count) throws InterruptedException, IOException {
        var requests = new ArrayList<Request>();
        for (int i = 0; i < count; i++) {
            requests.add(received.take());
        }
        return requests;
    }
}
