// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.telemetry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what clients push: OpenTelemetry's MetricsData in protobuf. Of each metric only its name and the numbers of a gauge or sum are
 * looked at; everything else is stepped over.
 *
 * <pre>
 * MetricsData.resource_metrics(1) .scope_metrics(2) .metrics(2) { name(1), gauge(5) | sum(7) { data_points(1) } }
 * NumberDataPoint { as_double(4): fixed64, as_int(6): fixed64 }
 * </pre>
 */
final class OtlpMetrics {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private OtlpMetrics() {}

    /** @throws IllegalArgumentException or BufferUnderflowException when the bytes are something else */
    static void read(byte[] bytes, BiConsumer<String, Double> metrics) {
        inEach(
                ByteBuffer.wrap(bytes),
                1,
                resource -> inEach(resource, 2, scope -> inEach(scope, 2, metric -> readMetric(metric, metrics))));
    }

    private interface Reader {
        void read(ByteBuffer message);
    }

    /** Reads the sub-messages of one field. */
    private static void inEach(ByteBuffer message, int wanted, Reader reader) {
        while (message.hasRemaining()) {
            int tag = varint(message);
            ByteBuffer value = value(message, tag & 7);
            if (tag >>> 3 == wanted && value != null) {
                reader.read(value);
            }
        }
    }

    private static void readMetric(ByteBuffer metric, BiConsumer<String, Double> metrics) {
        String name = "";
        ByteBuffer points = null;
        while (metric.hasRemaining()) {
            int tag = varint(metric);
            ByteBuffer value = value(metric, tag & 7);
            switch (tag >>> 3) {
                case 1 ->
                    name = value == null
                            ? ""
                            : StandardCharsets.UTF_8.decode(value).toString();
                case 5, 7 -> points = value;
                default -> {}
            }
        }
        if (points != null) {
            String found = name;
            inEach(points, 1, point -> readPoint(point, number -> metrics.accept(found, number)));
        }
    }

    private interface Value {
        void is(double value);
    }

    private static void readPoint(ByteBuffer point, Value number) {
        point.order(ByteOrder.LITTLE_ENDIAN);
        while (point.hasRemaining()) {
            int tag = varint(point);
            switch (tag) {
                case 4 << 3 | FIXED64 -> number.is(point.getDouble());
                case 6 << 3 | FIXED64 -> number.is((double) point.getLong());
                default -> value(point, tag & 7);
            }
        }
    }

    /** Steps over one value; null unless it is bytes. */
    private static @Nullable ByteBuffer value(ByteBuffer in, int wireType) {
        switch (wireType) {
            case VARINT -> varint(in);
            case FIXED64 -> in.getLong();
            case FIXED32 -> in.getInt();
            case BYTES -> {
                int length = varint(in);
                if (length < 0 || length > in.remaining()) {
                    throw new IllegalArgumentException(
                            "A field of " + length + " bytes where " + in.remaining() + " are left");
                }
                ByteBuffer bytes = in.slice(in.position(), length);
                in.position(in.position() + length);
                return bytes;
            }
            default -> throw new IllegalArgumentException("A field of wire type " + wireType);
        }
        return null;
    }

    /** The low bits of up to ten bytes; nothing read here needs more. */
    private static int varint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = in.get();
            value |= shift < 32 ? (next & 0x7f) << shift : 0;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("A number of more than ten bytes");
    }
}
