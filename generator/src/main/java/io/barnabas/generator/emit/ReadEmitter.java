// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;

/** Writes {@code read}: every field is set, from the bytes or to its default. */
final class ReadEmitter {

    private ReadEmitter() {}

    static void emit(StructContext context) {
        JavaWriter out = context.out();
        out.blank();
        out.line("@Override");
        out.open("public void read(" + out.protocol("Readable") + " in, short version)");
        context.declareFlexible();
        FieldGroups.write(
                context,
                context.struct().fields(),
                ReadEmitter::bodyPresence,
                (field, presence) -> readField(context, field, presence));
        TaggedReadEmitter.emit(context);
        out.close();
    }

    /** A tagged field has its default until its tag is met, just as an absent one. */
    private static Presence bodyPresence(FieldSpec field, int version) {
        Presence presence = Presence.of(field, version);
        return presence.isTagged() ? Presence.ABSENT : presence;
    }

    private static void readField(StructContext context, FieldSpec field, Presence presence) {
        if (presence == Presence.ABSENT) {
            assign(context, field, Defaults.value(context.out(), field));
        } else {
            readValue(context, field, presence.mayBeNull(), context.flexible(field));
        }
    }

    /** Reads the field's value in the given form; a structure that may be null has a byte in front. */
    static void readValue(StructContext context, FieldSpec field, boolean nullable, String flexible) {
        if (field.type() instanceof FieldType.Array array) {
            readArray(context, field, array, nullable, flexible);
        } else if (field.type() instanceof FieldType.Struct struct) {
            String read = "new " + struct.name() + "(in, version)";
            assign(context, field, nullable ? "in.readByte() < 0 ? null : " + read : read);
        } else {
            assign(context, field, primitive((FieldType.Primitive) field.type(), nullable, flexible));
        }
    }

    private static void readArray(
            StructContext context, FieldSpec field, FieldType.Array array, boolean nullable, String flexible) {
        JavaWriter out = context.out();
        String count = field.javaName() + "Count";
        String method = nullable ? "readNullableArrayCount" : "readArrayCount";
        int least = context.leastElementSize(field, array.element());
        out.line("int " + count + " = in." + method + "(" + flexible + ", " + least + ");");
        if (nullable) {
            out.open("if (" + count + " < 0)");
            assign(context, field, "null");
            out.next("else");
        }
        assign(context, field, "new " + out.use("java.util.ArrayList") + "<>(" + count + ")");
        out.open("for (int i = 0; i < " + count + "; i++)");
        String element = array.element() instanceof FieldType.Struct struct
                ? "new " + struct.name() + "(in, version)"
                : primitive((FieldType.Primitive) array.element(), false, flexible);
        out.line("this." + field.javaName() + ".add(" + element + ");");
        out.close();
        if (nullable) {
            out.close();
        }
    }

    private static void assign(StructContext context, FieldSpec field, String value) {
        context.out().line("this." + field.javaName() + " = " + value + ";");
    }

    private static String primitive(FieldType.Primitive type, boolean nullable, String flexible) {
        String orNull = nullable ? "Nullable" : "";
        return switch (type) {
            case BOOL -> "in.readBoolean()";
            case INT8 -> "in.readByte()";
            case INT16 -> "in.readShort()";
            case UINT16 -> "in.readUnsignedShort()";
            case INT32 -> "in.readInt()";
            case UINT32 -> "in.readUnsignedInt()";
            case INT64 -> "in.readLong()";
            case FLOAT64 -> "in.readDouble()";
            case UUID -> "in.readUuid()";
            case STRING -> "in.read" + orNull + "String(" + flexible + ")";
            case BYTES -> "in.read" + orNull + "Bytes(" + flexible + ")";
            case RECORDS -> "in.read" + orNull + "Records(" + flexible + ")";
        };
    }
}
