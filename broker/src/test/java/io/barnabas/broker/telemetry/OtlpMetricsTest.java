// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OtlpMetricsTest {
    private final Map<String, Double> numbers = new LinkedHashMap<>();

    @Test
    void shouldReadTheNumbersOfGaugesAndSums() {
        byte[] gauge =
                join(field(1, "a.rate"), field(5, field(1, join(fixed(2, 7), fixed(4, Double.doubleToLongBits(1.5))))));
        byte[] sum =
                join(field(1, "b.total"), field(2, "about it"), field(7, join(field(1, fixed(6, 42)), new byte[] {16, 2
                })));
        byte[] histogram = join(field(1, "c"), field(9, "something else"));

        OtlpMetrics.read(
                field(
                        1,
                        join(
                                field(1, "the resource"),
                                field(
                                        2,
                                        join(
                                                field(1, "the scope"),
                                                field(2, gauge),
                                                field(2, sum),
                                                field(2, histogram))))),
                numbers::put);

        assertThat(numbers).containsExactly(Map.entry("a.rate", 1.5), Map.entry("b.total", 42.0));
    }

    @Test
    void shouldReadNothingWhereNothingIs() {
        OtlpMetrics.read(new byte[0], numbers::put);

        assertThat(numbers).isEmpty();
    }

    @Test
    void shouldRefuseAFieldLongerThanTheBytes() {
        assertThatThrownBy(() -> OtlpMetrics.read(new byte[] {10, 100, 1}, numbers::put))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A field of 100 bytes where 1 are left");
    }

    @Test
    void shouldComeToAnEndWhateverTheBytesAre() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            try {
                OtlpMetrics.read(bytes, numbers::put);
            } catch (IllegalArgumentException | BufferUnderflowException expected) {
                assertThat(bytes).as("seed " + seed).isNotEmpty();
            }
        }
    }

    private static byte[] field(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int number, byte[] bytes) {
        return join(new byte[] {(byte) (number << 3 | 2), (byte) bytes.length}, bytes);
    }

    private static byte[] fixed(int number, long value) {
        return ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (number << 3 | 1))
                .putLong(value)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
