// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.conformance;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;
import io.barnabas.generator.schema.MessageSpec;
import io.barnabas.generator.schema.StructSpec;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.Message;
import io.barnabas.wire.protocol.RawTaggedField;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Fills messages with values that a version can carry. */
final class MessageFiller {

    /** What the values shall be like. */
    enum Style {
        /** Every field keeps its default. */
        DEFAULTS,
        /** Every field has a value, every array has elements. */
        FULL,
        /** Every field that may be null is; the others have values. */
        NULLS,
        /** Anything of the above, field by field, and unknown tagged fields. */
        MIXED
    }

    private static final int FIRST_UNKNOWN_TAG = 60;
    private static final String[] TEXTS = {
        "", "a", "orders", "größe", "日本語", "\uD83D\uDE00 smile", "x".repeat(126), "x".repeat(127), "y".repeat(300)
    };

    private final MessageSpec spec;
    private final Random random;
    private final Style style;

    MessageFiller(MessageSpec spec, Random random, Style style) {
        this.spec = spec;
        this.random = random;
        this.style = style;
    }

    /** Fills the message for the version. */
    Message fill(Message message, short version) {
        fill(message, spec.root(), version, 0);
        return message;
    }

    private void fill(Message message, StructSpec struct, int version, int depth) {
        for (FieldSpec field : struct.fields()) {
            boolean nullable =
                    field.nullableVersions().contains(version) && field.type().isReference();
            boolean needsValue = field.isNullByDefault() && !nullable;
            if (!field.versions().contains(version) || (keepsDefault() && !needsValue)) {
                continue;
            }
            Object value = nullable && becomesNull() ? null : value(message, field.type(), version, depth);
            Reflect.set(message, field.name(), value);
        }
        if (style == Style.MIXED && struct.flexibleVersions().contains(version) && random.nextInt(3) == 0) {
            addUnknownTags(message);
        }
    }

    /** A value for a field, of the same kind at any version. */
    Object value(Message owner, FieldType type, int version, int depth) {
        if (type instanceof FieldType.Array array) {
            int count = style == Style.MIXED ? random.nextInt(depth > 1 ? 3 : 5) : 2;
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                list.add(value(owner, array.element(), version, depth + 1));
            }
            return list;
        }
        if (type instanceof FieldType.Struct struct) {
            Message inner = (Message) Reflect.create(Reflect.nested(owner.getClass(), struct.name()));
            fill(inner, spec.struct(struct.name()), version, depth + 1);
            return inner;
        }
        return primitive((FieldType.Primitive) type);
    }

    private Object primitive(FieldType.Primitive type) {
        return switch (type) {
            case BOOL -> random.nextBoolean();
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case UINT16 -> random.nextInt(0x10000);
            case INT32 -> random.nextInt();
            case UINT32 -> random.nextLong() & 0xffff_ffffL;
            case INT64 -> random.nextLong();
            case FLOAT64 -> random.nextGaussian();
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case STRING -> style == Style.FULL ? "text " + random.nextInt() : TEXTS[random.nextInt(TEXTS.length)];
            case BYTES -> bytes();
            case RECORDS -> new ByteBufferRecords(ByteBuffer.wrap(bytes()));
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(200) + (style == Style.FULL ? 1 : 0)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void addUnknownTags(Message message) {
        int tag = FIRST_UNKNOWN_TAG;
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            tag += 1 + random.nextInt(200);
            message.unknownTaggedFields().add(new RawTaggedField(tag, bytes()));
        }
    }

    private boolean keepsDefault() {
        return style == Style.DEFAULTS || (style == Style.MIXED && random.nextInt(4) == 0);
    }

    private boolean becomesNull() {
        return style == Style.NULLS || (style == Style.MIXED && random.nextInt(3) == 0);
    }
}
