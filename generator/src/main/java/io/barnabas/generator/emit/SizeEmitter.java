// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;
import org.jspecify.annotations.Nullable;

/** Writes {@code size}: the exact number of bytes that {@code write} produces. */
final class SizeEmitter {

    private SizeEmitter() {}

    static void emit(StructContext context) {
        JavaWriter out = context.out();
        out.blank();
        out.line("@Override");
        out.open("public int size(short version)");
        context.declareFlexible();
        out.line("int size = " + alwaysThere(context) + ";");
        FieldGroups.write(
                context,
                context.struct().fields().stream()
                        .filter(field -> !isAlwaysThere(context, field))
                        .toList(),
                SizeEmitter::bodyPresence,
                (field, presence) -> addValue(context, field, presence.mayBeNull(), context.flexible(field)));
        TaggedSizeEmitter.emit(context);
        out.line("return size;");
        out.close();
        TaggedSizeEmitter.emitArraySizes(context);
    }

    private static @Nullable Presence bodyPresence(FieldSpec field, int version) {
        Presence presence = Presence.of(field, version);
        return presence.isInBody() ? presence : null;
    }

    /** The bytes of the fields of fixed size that all versions have. */
    private static int alwaysThere(StructContext context) {
        int size = 0;
        for (FieldSpec field : context.struct().fields()) {
            if (isAlwaysThere(context, field)) {
                size += ((FieldType.Primitive) field.type()).size();
            }
        }
        return size;
    }

    private static boolean isAlwaysThere(StructContext context, FieldSpec field) {
        if (!(field.type() instanceof FieldType.Primitive primitive) || primitive.size() == 0) {
            return false;
        }
        for (int version = context.versions().lowest();
                version <= context.versions().highest();
                version++) {
            if (Presence.of(field, version) != Presence.PLAIN) {
                return false;
            }
        }
        return true;
    }

    private static void addValue(StructContext context, FieldSpec field, boolean nullable, String flexible) {
        JavaWriter out = context.out();
        String name = "this." + field.javaName();
        if (field.type() instanceof FieldType.Array array) {
            if (nullable) {
                out.open("if (" + name + " == null)");
                out.line("size += " + out.protocol("Sizes") + ".length(-1, " + flexible + ");");
                out.next("else");
            }
            addArray(out, array, "size +=", name, flexible);
            if (nullable) {
                out.close();
            }
        } else if (field.type() instanceof FieldType.Struct) {
            String size = name + ".size(version)";
            out.line("size += " + (nullable ? "1 + (" + name + " == null ? 0 : " + size + ")" : size) + ";");
        } else {
            out.line("size += " + primitive(out, (FieldType.Primitive) field.type(), name, nullable, flexible) + ";");
        }
    }

    /** Adds count and elements of an array to the variable {@code size}. */
    static void addArray(JavaWriter out, FieldType.Array array, String first, String name, String flexible) {
        String sizes = out.protocol("Sizes");
        out.line(first + " " + sizes + ".length(" + name + ".size(), " + flexible + ");");
        if (array.element() instanceof FieldType.Primitive primitive && primitive.size() > 0) {
            String count = name + ".size()";
            out.line("size += " + (primitive.size() == 1 ? count : primitive.size() + " * " + count) + ";");
            return;
        }
        out.open("for (" + JavaTypes.plain(out, array.element()) + " element : " + name + ")");
        String size = array.element() instanceof FieldType.Primitive primitive
                ? primitive(out, primitive, "element", false, flexible)
                : "element.size(version)";
        out.line("size += " + size + ";");
        out.close();
    }

    /** The size of a value that is not an array or a structure, as a Java expression. */
    static String primitive(JavaWriter out, FieldType.Primitive type, String value, boolean nullable, String flexible) {
        return switch (type) {
            case STRING ->
                out.protocol("Sizes") + (nullable ? ".nullableString(" : ".string(") + value + ", " + flexible + ")";
            case BYTES ->
                out.protocol("Sizes") + (nullable ? ".nullableBytes(" : ".bytes(") + value + ", " + flexible + ")";
            case RECORDS -> out.protocol("Sizes") + ".records(" + value + ", " + flexible + ")";
            default -> Integer.toString(type.size());
        };
    }
}
