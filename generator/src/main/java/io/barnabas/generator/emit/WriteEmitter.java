// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;
import io.barnabas.generator.schema.Versions;
import org.jspecify.annotations.Nullable;

/** Writes {@code write}; a value that the version cannot carry and that must not be lost is refused. */
final class WriteEmitter {

    private WriteEmitter() {}

    static void emit(StructContext context) {
        JavaWriter out = context.out();
        out.blank();
        out.line("@Override");
        out.open("public void write(" + out.protocol("Writable") + " out, short version)");
        context.declareFlexible();
        context.struct().fields().forEach(field -> refuseToLose(context, field));
        FieldGroups.write(
                context,
                context.struct().fields(),
                WriteEmitter::bodyPresence,
                (field, presence) -> writeValue(context, field, presence.mayBeNull(), context.flexible(field)));
        TaggedWriteEmitter.emit(context);
        out.close();
    }

    private static @Nullable Presence bodyPresence(FieldSpec field, int version) {
        Presence presence = Presence.of(field, version);
        return presence.isInBody() ? presence : null;
    }

    /** Checked before anything is written. */
    private static void refuseToLose(StructContext context, FieldSpec field) {
        if (field.ignorable() || field.versions().containsAll(context.versions())) {
            return;
        }
        JavaWriter out = context.out();
        String differs = Defaults.differs(out, field);
        String lacks = lacks(context.versions(), field.versions().and(context.versions()));
        boolean grouped = !lacks.isEmpty() && differs.contains(" || ");
        out.open("if (" + lacks + (grouped ? "(" + differs + ")" : differs) + ")");
        out.line("throw " + out.protocol("UnsupportedVersionException") + ".field(\"" + field.javaName()
                + "\", version);");
        out.close();
    }

    /** The check that a version lacks a field, with the operator that joins it to the next; empty when all of them do. */
    private static String lacks(Versions all, Versions present) {
        if (present.isEmpty()) {
            return "";
        }
        String below = "version < " + present.lowest();
        String above = "version > " + present.highest();
        if (present.lowest() == all.lowest()) {
            return above + " && ";
        }
        return (present.highest() == all.highest() ? below : "(" + below + " || " + above + ")") + " && ";
    }

    /** Writes the field's value in the given form; a structure that may be null has a byte in front. */
    static void writeValue(StructContext context, FieldSpec field, boolean nullable, String flexible) {
        JavaWriter out = context.out();
        String name = "this." + field.javaName();
        if (field.type() instanceof FieldType.Array array) {
            if (nullable) {
                out.open("if (" + name + " == null)");
                out.line("out.writeLength(-1, " + flexible + ");");
                out.next("else");
            }
            writeArray(context, array, name, flexible);
            if (nullable) {
                out.close();
            }
        } else if (field.type() instanceof FieldType.Struct) {
            if (nullable) {
                out.open("if (" + name + " == null)");
                out.line("out.writeByte((byte) -1);");
                out.next("else");
                out.line("out.writeByte((byte) 1);");
            }
            out.line(name + ".write(out, version);");
            if (nullable) {
                out.close();
            }
        } else {
            out.line(primitive((FieldType.Primitive) field.type(), name, nullable, flexible));
        }
    }

    private static void writeArray(StructContext context, FieldType.Array array, String name, String flexible) {
        JavaWriter out = context.out();
        out.line("out.writeLength(" + name + ".size(), " + flexible + ");");
        out.open("for (" + JavaTypes.plain(out, array.element()) + " element : " + name + ")");
        out.line(
                array.element() instanceof FieldType.Struct
                        ? "element.write(out, version);"
                        : primitive((FieldType.Primitive) array.element(), "element", false, flexible));
        out.close();
    }

    private static String primitive(FieldType.Primitive type, String value, boolean nullable, String flexible) {
        String orNull = nullable ? "Nullable" : "";
        return switch (type) {
            case BOOL -> "out.writeBoolean(" + value + ");";
            case INT8 -> "out.writeByte(" + value + ");";
            case INT16 -> "out.writeShort(" + value + ");";
            case UINT16 -> "out.writeUnsignedShort(" + value + ");";
            case INT32 -> "out.writeInt(" + value + ");";
            case UINT32 -> "out.writeUnsignedInt(" + value + ");";
            case INT64 -> "out.writeLong(" + value + ");";
            case FLOAT64 -> "out.writeDouble(" + value + ");";
            case UUID -> "out.writeUuid(" + value + ");";
            case STRING -> "out.write" + orNull + "String(" + value + ", " + flexible + ");";
            case BYTES -> "out.write" + orNull + "Bytes(" + value + ", " + flexible + ");";
            case RECORDS -> "out.write" + orNull + "Records(" + value + ", " + flexible + ");";
        };
    }
}
