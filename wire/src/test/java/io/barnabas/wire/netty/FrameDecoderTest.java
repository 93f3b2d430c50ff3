// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final int MAX_FRAME_BYTES = 200_000;

    private final CountingAllocator allocator = new CountingAllocator();
    private final RecordingGate gate = new RecordingGate();
    private final FrameDecoder decoder = new FrameDecoder(MAX_FRAME_BYTES, gate);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    FrameDecoderTest() {
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(decoder);
    }

    @AfterEach
    void everythingIsReleased() {
        channel.finishAndReleaseAll();
        assertThat(allocator.usedBytes()).isZero();
        assertThat(gate.admittedBytes).isEqualTo(gate.givenBackBytes);
    }

    @Test
    void shouldCutFramesWhereverTheStreamIsSplit() {
        byte[] stream = concat(frame(content(8, 1)), frame(content(12, 2)), frame(content(9, 3)));

        for (int first = 0; first <= stream.length; first++) {
            for (int second = first; second <= stream.length; second++) {
                read(stream, 0, first);
                read(stream, first, second);
                read(stream, second, stream.length);

                assertThat(frames())
                        .as("split at %d and %d", first, second)
                        .containsExactly(content(8, 1), content(12, 2), content(9, 3));
            }
        }
    }

    @Test
    void shouldCutFramesThatArriveByteByByte() {
        byte[] stream = concat(frame(content(8, 1)), frame(content(300, 2)));

        for (int i = 0; i < stream.length; i++) {
            read(stream, i, i + 1);
        }

        assertThat(frames()).containsExactly(content(8, 1), content(300, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 7, Integer.MIN_VALUE, Integer.MAX_VALUE, MAX_FRAME_BYTES + 1})
    void shouldRefuseLengthThatNoFrameHas(int length) {
        channel.writeInbound(allocator.buffer().writeInt(length).writeLong(1));
        channel.writeInbound(allocator.buffer().writeZero(100));

        assertThat(gate.problems).hasSize(1).first().asString().contains(Integer.toString(length));
        assertThat(frames()).isEmpty();
        assertThat(allocator.usedBytes()).isZero();
    }

    @Test
    void shouldLetTheTransportReadStraightIntoLargeFrame() {
        byte[] large = content(150_000, 1);
        byte[] stream = frame(large);
        assertThat(decoder.bufferForDirectRead()).isNull();
        read(stream, 0, 1000);

        ByteBuf direct = decoder.bufferForDirectRead();

        assertThat(direct).isNotNull();
        assertThat(direct.writableBytes()).isEqualTo(stream.length - 1000);
        direct.writeBytes(stream, 1000, 100_000);
        channel.writeInbound(direct);
        assertThat(frames()).isEmpty();
        ByteBuf rest = decoder.bufferForDirectRead();
        assertThat(rest).isSameAs(direct);
        direct.writeBytes(stream, 101_000, stream.length - 101_000);
        channel.writeInbound(direct);
        assertThat(frames()).containsExactly(large);
        assertThat(decoder.bufferForDirectRead()).isNull();
    }

    @Test
    void shouldKeepWhatTheGateRefusesUntilResumed() {
        byte[] stream = concat(frame(content(8, 1)), frame(content(9, 2)), frame(content(10, 3)));
        gate.open = 1;

        read(stream, 0, stream.length - 3);
        assertThat(frames()).containsExactly(content(8, 1));
        decoder.resume();
        assertThat(frames()).isEmpty();
        gate.open = 1;
        decoder.resume();
        assertThat(frames()).containsExactly(content(9, 2));
        read(stream, stream.length - 3, stream.length);
        assertThat(frames()).isEmpty();
        gate.open = 1;
        decoder.resume();

        assertThat(frames()).containsExactly(content(10, 3));
    }

    @Test
    void shouldGiveBackTheFrameUnderWayWhenTheConnectionEnds() {
        read(frame(content(5000, 1)), 0, 4000);
        assertThat(gate.admittedBytes).isEqualTo(5000);

        assertThat(channel.close().isSuccess()).isTrue();

        assertThat(gate.givenBackBytes).isEqualTo(5000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldCutAnyFramesFromAnyReads(long seed) {
        var random = new Random(seed);
        var expected = new ArrayList<byte[]>();
        byte[] stream = {};
        for (int i = 0; i < 20; i++) {
            byte[] content = content(8 + random.nextInt(random.nextBoolean() ? 100 : 90_000), i);
            expected.add(content);
            stream = concat(stream, frame(content));
        }

        var cut = new ArrayList<byte[]>();
        int position = 0;
        while (position < stream.length) {
            ByteBuf direct = decoder.bufferForDirectRead();
            ByteBuf buffer = direct == null ? allocator.directBuffer(1 + random.nextInt(70_000)) : direct;
            int size = Math.min(1 + random.nextInt(buffer.writableBytes()), stream.length - position);
            buffer.writeBytes(stream, position, size);
            position += size;
            channel.writeInbound(buffer);
            cut.addAll(frames());
        }

        assertThat(cut).as("seed %d", seed).containsExactlyElementsOf(expected);
    }

    private void read(byte[] stream, int from, int to) {
        channel.writeInbound(allocator.buffer().writeBytes(stream, from, to - from));
    }

    private List<byte[]> frames() {
        var frames = new ArrayList<byte[]>();
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            var bytes = new byte[frame.readableBytes()];
            frame.readBytes(bytes).release();
            gate.givenBackBytes += bytes.length;
            frames.add(bytes);
        }
        return frames;
    }

    private static byte[] content(int size, int seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] frame(byte[] content) {
        return concat(Unpooled.copyInt(content.length).array(), content);
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuf all = Unpooled.wrappedBuffer(parts);
        var bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    /** Lets in as many frames as it is told to. */
    private static final class RecordingGate implements FrameGate {
        final List<String> problems = new ArrayList<>();
        int open = Integer.MAX_VALUE;
        long admittedBytes;
        long givenBackBytes;

        @Override
        public boolean admit(int sizeInBytes) {
            if (open == 0) {
                return false;
            }
            open--;
            admittedBytes += sizeInBytes;
            return true;
        }

        @Override
        public void abandoned(int sizeInBytes) {
            givenBackBytes += sizeInBytes;
        }

        @Override
        public void badFrame(String reason) {
            problems.add(reason);
        }
    }
}
