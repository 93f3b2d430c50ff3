// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ApiVersionsRequest;
import io.barnabas.wire.message.ApiVersionsResponse;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.HeartbeatResponse;
import io.barnabas.wire.message.ProduceResponse;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.FileRecords;
import io.netty.channel.EventLoopGroup;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections begin, what closes them, and what a server's end leaves to them. */
class ConnectionLifeTest {
    private static final RequestSink ANSWERING =
            request -> request.respond(request.apiKey().newResponse());

    private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();

    @Test
    void shouldCloseOnUnknownApi() throws Exception {
        byte[] frame = TestClient.frame(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 1);
        frame[4] = 0x70;
        assertCloses(frame);
    }

    @Test
    void shouldCloseOnUnknownVersion() throws Exception {
        byte[] frame = TestClient.frame(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 1);
        frame[7] = 99;
        assertCloses(frame);
    }

    @Test
    void shouldCloseOnBodyThatIsTooShort() throws Exception {
        byte[] frame = TestClient.frame(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 1);
        byte[] cut = Arrays.copyOf(frame, frame.length - 3);
        cut[3] = (byte) (cut[3] - 3);
        assertCloses(cut);
    }

    @Test
    void shouldCloseOnFrameLongerThanAllowed() throws Exception {
        assertCloses(ByteBuffer.allocate(12)
                .putInt(SocketConfig.DEFAULT_REQUEST_MAX_BYTES + 1)
                .array());
    }

    private static void assertCloses(byte[] frame) throws Exception {
        try (var server = new TestServer(TestServer.config(), ANSWERING);
                var client = server.connect()) {
            client.send(TestClient.frame(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 5));
            assertThat(client.receiveCorrelationId()).isEqualTo(5);

            client.send(frame);

            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void shouldAnswerApiVersionsOfTheFutureWithWhatItServes() throws Exception {
        byte[] frame = TestClient.frame(
                new ApiVersionsRequest().setClientSoftwareName("new").setClientSoftwareVersion("1"), (short) 3, 9);
        frame[7] = 77;
        try (var server = new TestServer(TestServer.config(), ANSWERING);
                var client = server.connect()) {
            client.send(frame);

            ApiVersionsResponse response = client.receive(new ApiVersionsResponse(), (short) 0);

            assertThat(response.errorCode()).isEqualTo(Errors.UNSUPPORTED_VERSION.code());
            assertThat(response.apiKeys())
                    .anyMatch(api -> api.apiKey() == ApiKey.API_VERSIONS.id()
                            && api.maxVersion() == ApiKey.API_VERSIONS.highestStableVersion());
            client.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 10);
            assertThat(client.receiveCorrelationId()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadLargeFramesAndSendFileSlices(TransportChoice transport, @TempDir Path directory) throws Exception {
        var content = new byte[3_000_000];
        new Random(3).nextBytes(content);
        try (FileChannel file = FileChannel.open(Files.write(directory.resolve("log"), content));
                var server = new TestServer(transport, TestServer.config(), received::add);
                var client = server.connect()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    client.send(Requests.produce(content), Requests.PRODUCE_VERSION, 1);
                    client.send(new FetchRequest(), (short) 11, 2);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Request produce = received.take();
            assertThat(Requests.recordsOf(produce)).isEqualTo(content);
            Request fetch = received.take();
            fetch.respond(new FetchResponse()
                    .setResponses(List.of(new FetchResponse.FetchableTopicResponse()
                            .setTopic("topic")
                            .setPartitions(List.of(
                                    new FetchResponse.PartitionData()
                                            .setPartitionIndex(1)
                                            .setRecords(new FileRecords(file, 1000, 2_000_000)),
                                    new FetchResponse.PartitionData()
                                            .setPartitionIndex(2)
                                            .setRecords(new FileRecords(file, 77, 100)))))));
            produce.respond(new ProduceResponse());
            sent.get(20, TimeUnit.SECONDS);

            assertThat(client.receiveCorrelationId()).isEqualTo(1);
            var partitions = client.receive(new FetchResponse(), (short) 11)
                    .responses()
                    .get(0)
                    .partitions();

            assertThat(bytesOf(partitions.get(0))).isEqualTo(Arrays.copyOfRange(content, 1000, 2_001_000));
            assertThat(bytesOf(partitions.get(1))).isEqualTo(Arrays.copyOfRange(content, 77, 177));
            assertThat(file.isOpen()).isTrue();
        }
    }

    private static byte[] bytesOf(FetchResponse.PartitionData partition) {
        var records = (ByteBufferRecords) partition.records();
        if (records == null) {
            throw new AssertionError("no records");
        }
        var bytes = new byte[records.sizeInBytes()];
        records.buffer().get(bytes);
        return bytes;
    }

    @Test
    void shouldCloseIdleConnectionButNotOneThatWaitsForItsAnswer() throws Exception {
        SocketConfig config = new TestServer.Config().connectionsMaxIdleMs(100).build();
        try (var server = new TestServer(config, received::add);
                var waiting = server.connect();
                var idle = server.connect()) {
            waiting.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 1);
            Request request = received.take();

            assertThat(idle.isClosedByServer()).isTrue();

            request.respond(new HeartbeatResponse());
            assertThat(waiting.receiveCorrelationId()).isEqualTo(1);
            assertThat(waiting.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAcceptNoMoreThanMaxConnectionsUntilOneEnds(TransportChoice transport) throws Exception {
        SocketConfig config = new TestServer.Config().maxConnections(2).build();
        try (var server = new TestServer(transport, config, ANSWERING);
                var first = server.connect();
                var second = server.connect();
                var third = server.connect()) {
            first.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 1);
            second.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 2);
            third.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 3);
            assertThat(first.receiveCorrelationId()).isEqualTo(1);
            assertThat(second.receiveCorrelationId()).isEqualTo(2);
            assertThat(server.server.connectionCount()).isEqualTo(2);

            first.hangUp();

            assertThat(third.receiveCorrelationId()).isEqualTo(3);
            assertThat(server.server.connectionCount()).isEqualTo(2);
        }
    }

    @Test
    void shouldRefuseMoreConnectionsFromOneAddressThanItMayHave() throws Exception {
        SocketConfig config = new TestServer.Config()
                .maxConnectionsPerIp(100, Map.of("127.0.0.1", 1))
                .build();
        try (var server = new TestServer(config, ANSWERING);
                var first = server.connect()) {
            first.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 1);
            assertThat(first.receiveCorrelationId()).isEqualTo(1);
            try (var second = server.connect()) {
                assertThat(second.isClosedByServer()).isTrue();
            }
            first.hangUp();
            Awaitility.await().until(() -> server.server.connectionCount() == 0);

            try (var third = server.connect()) {
                third.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 3);
                assertThat(third.receiveCorrelationId()).isEqualTo(3);
            }
        }
    }

    @Test
    void shouldTakeOtherBoundsOnConnectionsWhileRunning() throws Exception {
        SocketConfig one = new TestServer.Config()
                .maxConnectionsPerIp(100, Map.of("127.0.0.1", 1))
                .build();
        try (var server = new TestServer(one, ANSWERING);
                var first = server.connect()) {
            first.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 1);
            assertThat(first.receiveCorrelationId()).isEqualTo(1);
            try (var refused = server.connect()) {
                assertThat(refused.isClosedByServer()).isTrue();
            }

            server.server.limitConnections(TestServer.config());

            try (var second = server.connect()) {
                second.send(Requests.heartbeat(), Requests.HEARTBEAT_VERSION, 2);
                assertThat(second.receiveCorrelationId()).isEqualTo(2);
            }
        }
    }

    @Test
    void shouldLetAnswersLeaveWhenItStops() throws Exception {
        try (var server = new TestServer(TestServer.config(), received::add);
                var client = server.connect();
                var idle = server.connect()) {
            client.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 1);
            client.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 2);
            Request first = received.take();
            Request second = received.take();

            CompletableFuture<Void> ended = server.server.stopReading();
            assertThat(idle.isClosedByServer()).isTrue();
            // What the client sends before its own loop has stopped reading is read, and would wait for an answer.
            first.connection().eventLoop().submit(() -> {}).get(20, TimeUnit.SECONDS);
            client.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 3);
            second.respond(new ProduceResponse());
            first.respond(new ProduceResponse());

            assertThat(client.receiveCorrelationIds(2)).containsExactly(1, 2);
            assertThat(client.isClosedByServer()).isTrue();
            ended.get(20, TimeUnit.SECONDS);
            assertThat(received).isEmpty();
        }
    }

    @Test
    void shouldCloseWhatIsNotAnsweredInTimeWhenItStops() throws Exception {
        try (var server = new TestServer(TestServer.config(), received::add);
                var client = server.connect()) {
            client.send(Requests.produce(new byte[10]), Requests.PRODUCE_VERSION, 1);
            Request request = received.take();

            server.server.stop(Duration.ofMillis(50));

            assertThat(client.isClosedByServer()).isTrue();
            request.respond(new ProduceResponse());
        }
    }

    @Test
    void shouldSayWhichListenerCannotListen() throws Exception {
        try (var server = new TestServer(TestServer.config(), ANSWERING)) {
            int taken = server.server.boundPort("TEST");
            var config = SocketConfig.withDefaults(
                    List.of(new Listener("SECOND", "127.0.0.1", taken, SecurityProtocol.PLAINTEXT)));
            EventLoopGroup loops = EventLoops.open(TransportChoice.NIO, 1);
            try (var second = new SocketServer(config, loops, ANSWERING, api -> null)) {
                assertThatThrownBy(second::start)
                        .isInstanceOf(BindException.class)
                        .hasMessageStartingWith("Listener SECOND cannot listen on 127.0.0.1:" + taken
                                + ": the port is taken by process "
                                + ProcessHandle.current().pid());
            } finally {
                loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            }
        }
    }
}
