// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.netty.CountingAllocator;
import io.barnabas.wire.protocol.ApiMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged and random frames of every API and version through the pipeline of a connection: each is answered or closes the
 * connection, nothing else is thrown and all buffers come back. Set {@code -Dseed} to replay.
 */
class HostileFramesTest {
    private static final long SEED = Long.getLong("seed", new Random().nextLong());
    private static final int ROUNDS = 12;
    private static final int MAX_TAIL_BYTES = 200;

    private final Random random = new Random(SEED);
    private final CountingAllocator allocator = new CountingAllocator();
    private final InFlightBudget budget = new InFlightBudget(SocketConfig.DEFAULT_REQUEST_MAX_BYTES, 500);
    private final RequestDecoder decoder =
            new RequestDecoder(apiKey -> new VersionRange(apiKey.lowestVersion(), apiKey.highestVersion()));
    private final ServerContext context = new ServerContext(
            TestServer.config(),
            decoder,
            request -> request.respond(request.apiKey().newResponse()),
            budget,
            new ConnectionLimits(TestServer.config()));

    @BeforeAll
    static void printSeed() {
        System.out.println("HostileFramesTest seed: " + SEED);
    }

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(allocator.usedBytes()).isZero();
        assertThat(budget.bytes()).isZero();
        assertThat(budget.requests()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void shouldAnswerOrClose(ApiKey apiKey) {
        for (int version = apiKey.lowestVersion(); version <= apiKey.highestVersion(); version++) {
            byte[] valid = TestClient.frame(request(apiKey), (short) version, 7);
            for (int round = 0; round < ROUNDS; round++) {
                feed(damage(valid));
            }
        }
    }

    private static ApiMessage request(ApiKey apiKey) {
        return apiKey == ApiKey.PRODUCE ? Requests.produce(new byte[100]) : apiKey.newRequest();
    }

    private void feed(byte[] stream) {
        EmbeddedChannel channel = connect();
        var handler = channel.pipeline().get(ConnectionHandler.class);
        readAlone(handler, stream);

        channel.writeInbound(allocator.buffer().writeBytes(stream));
        channel.runPendingTasks();

        ByteBuf answer = channel.readOutbound();
        boolean waitsForMore = ByteBuffer.wrap(stream).getInt() > stream.length - Integer.BYTES;
        assertThat(answer != null || !channel.isOpen() || waitsForMore)
                .as("seed %d, frame %s", SEED, Arrays.toString(stream))
                .isTrue();
        if (answer != null) {
            answer.release();
        }
        channel.finishAndReleaseAll();
    }

    /** The pipeline would close the connection on any exception; here the wrong kinds of them fail the test. */
    private void readAlone(ConnectionHandler handler, byte[] stream) {
        ByteBuf frame = Unpooled.wrappedBuffer(stream, Integer.BYTES, stream.length - Integer.BYTES);
        try {
            decoder.decode(handler, frame);
        } catch (InvalidRequestException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    private EmbeddedChannel connect() {
        var channel = new EmbeddedChannel();
        channel.config().setAllocator(allocator);
        channel.pipeline()
                .addLast(new ConnectionInitializer(
                        context,
                        TestServer.config().listeners().get(0),
                        loop -> new LoopConnections(loop, Ticker.systemTicker(), -1)));
        return channel;
    }

    private byte[] damage(byte[] valid) {
        byte[] damaged = switch (random.nextInt(4)) {
            case 0 -> flipped(valid);
            case 1 -> Arrays.copyOf(valid, Integer.BYTES + 8 + random.nextInt(valid.length - Integer.BYTES - 7));
            case 2 -> withRandomTail(valid);
            default -> flipped(withRandomTail(valid));
        };
        if (random.nextInt(10) > 0) {
            ByteBuffer.wrap(damaged).putInt(damaged.length - Integer.BYTES);
        }
        return damaged;
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(flipped.length);
            flipped[at] = (byte) (flipped[at] ^ 1 << random.nextInt(Byte.SIZE));
        }
        return flipped;
    }

    /** The header stays, so that the body's reader is reached. */
    private byte[] withRandomTail(byte[] valid) {
        int kept = Math.min(valid.length, Integer.BYTES + 8 + random.nextInt(valid.length));
        var bytes = new byte[kept + random.nextInt(MAX_TAIL_BYTES)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (bytes[i] & 0x03); // Small lengths and counts go deeper.
            }
        }
        System.arraycopy(valid, 0, bytes, 0, kept);
        return bytes;
    }
}
