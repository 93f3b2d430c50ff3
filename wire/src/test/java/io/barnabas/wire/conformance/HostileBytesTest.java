// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.barnabas.generator.schema.MessageSpec;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.InvalidMessageException;
import io.barnabas.wire.protocol.Message;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged bytes of every message in every version: read, they give a message or an {@link InvalidMessageException}, and
 * never cost memory out of proportion to their length. Set {@code -Dseed} to replay.
 */
class HostileBytesTest {

    private static final long SEED = Long.getLong("seed", new Random().nextLong());
    private static final int ROUNDS = 60;

    /** What one byte may cost: the dearest is an element of one byte that becomes an object with empty lists inside. */
    private static final int ALLOCATION_PER_BYTE = 300;

    private static final int ALLOCATION_AT_LEAST = 20_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> messages() {
        System.out.println("HostileBytesTest seed: " + SEED);
        return Schemas.all().stream().map(spec -> Arguments.of(spec.name(), spec));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldFailInOneWayOnly(String name, MessageSpec spec) {
        Random random = new Random(SEED);
        for (short version = (short) spec.validVersions().lowest();
                version <= spec.validVersions().highest();
                version++) {
            for (int round = 0; round < ROUNDS; round++) {
                MessageFiller.Style style = round % 3 == 0 ? MessageFiller.Style.MIXED : MessageFiller.Style.FULL;
                Message message = new MessageFiller(spec, random, style).fill(Schemas.newMessage(spec), version);
                byte[] bytes = ByteBufferWritable.toBuffer(message, version).array();
                read(spec, version, damage(bytes, random));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldNoticeEveryMissingByte(String name, MessageSpec spec) {
        Random random = new Random(SEED);
        for (short version = (short) spec.validVersions().lowest();
                version <= spec.validVersions().highest();
                version++) {
            MessageFiller filler = new MessageFiller(spec, random, MessageFiller.Style.FULL);
            byte[] bytes = ByteBufferWritable.toBuffer(filler.fill(Schemas.newMessage(spec), version), version)
                    .array();
            for (int length = 0; length < bytes.length; length += 1 + bytes.length / 200) {
                String what = name + " version " + version + " cut to " + length + " of " + bytes.length;
                assertThat(read(spec, version, Arrays.copyOf(bytes, length)))
                        .as(what)
                        .isFalse();
            }
        }
    }

    /** Whether the bytes were accepted. */
    private static boolean read(MessageSpec spec, short version, byte[] bytes) {
        long bound = ALLOCATION_AT_LEAST + (long) ALLOCATION_PER_BYTE * bytes.length;
        Outcome outcome = outcome(spec, version, bytes);
        if (outcome.allocated > bound) {
            // What is done only once, such as linking the code that puts an error's text together, does not count.
            outcome = outcome(spec, version, bytes);
        }
        if (outcome.failure != null && !(outcome.failure instanceof InvalidMessageException)) {
            fail(describe(spec, version, bytes), outcome.failure);
        }
        if (outcome.allocated > bound) {
            fail(outcome.allocated + " bytes allocated for " + bytes.length + " of " + describe(spec, version, bytes));
        }
        return outcome.failure == null;
    }

    private record Outcome(@Nullable Throwable failure, long allocated) {}

    private static Outcome outcome(MessageSpec spec, short version, byte[] bytes) {
        Message message = Schemas.newMessage(spec);
        ByteBufferReadable in = new ByteBufferReadable(ByteBuffer.wrap(bytes));
        Throwable failure = null;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            message.read(in, version);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        return new Outcome(failure, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    private static String describe(MessageSpec spec, short version, byte[] bytes) {
        return spec.name() + " version " + version + " seed " + SEED + ": "
                + HexFormat.of().formatHex(bytes);
    }

    private static byte[] damage(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        byte[] damaged = bytes.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged[at] = (byte) random.nextInt();
            case 2 -> fill(damaged, at, 4, random.nextBoolean() ? 0x7f : 0xff);
            case 3 -> hugeCount(damaged, at, random);
            case 4 -> {
                for (int i = at; i < damaged.length; i++) {
                    damaged[i] = (byte) random.nextInt();
                }
            }
            case 5 -> damaged = Arrays.copyOf(bytes, bytes.length + random.nextInt(2000));
            default -> damaged = manyElements(bytes, at, random);
        }
        return damaged;
    }

    /** A count of about two thousand, as an int or as a varint, and as many bytes behind it of the cheapest elements. */
    private static byte[] manyElements(byte[] bytes, int at, Random random) {
        byte[] count = random.nextBoolean() ? new byte[] {0, 0, 7, (byte) 0xd0} : new byte[] {(byte) 0xd1, 0x0f};
        byte[] longer = Arrays.copyOf(bytes, at + count.length + 2000 + random.nextInt(4000));
        System.arraycopy(count, 0, longer, at, count.length);
        Arrays.fill(longer, at + count.length, longer.length, (byte) random.nextInt(2));
        return longer;
    }

    /** A count of many millions, as an int or as a varint. */
    private static void hugeCount(byte[] bytes, int at, Random random) {
        boolean varint = random.nextBoolean();
        for (int i = 0; i < 4 && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (varint ? (i < 3 ? 0xff : 0x7f) : (i == 0 ? random.nextInt(0x80) : 0xff));
        }
    }

    private static void fill(byte[] bytes, int from, int count, int value) {
        for (int i = from; i < Math.min(bytes.length, from + count); i++) {
            bytes[i] = (byte) value;
        }
    }
}
