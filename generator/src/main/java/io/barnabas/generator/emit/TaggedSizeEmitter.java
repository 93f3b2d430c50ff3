// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;
import java.util.List;

/** Writes the part of {@code size} that counts the tagged section, and the sizes of payloads. */
final class TaggedSizeEmitter {

    private TaggedSizeEmitter() {}

    static void emit(StructContext context) {
        JavaWriter out = context.out();
        String flexible = context.flexible();
        if (flexible.equals("false")) {
            return;
        }
        boolean always = flexible.equals("true");
        if (!always) {
            out.open("if (flexible)");
        }
        addSection(context);
        if (!always) {
            out.close();
        }
    }

    private static void addSection(StructContext context) {
        JavaWriter out = context.out();
        String raw = out.protocol("RawTaggedField");
        List<FieldSpec> tagged = context.taggedFields();
        if (tagged.isEmpty()) {
            out.line("size += " + raw + ".sizeOfAll(this.unknownTaggedFields);");
            return;
        }
        String sizes = out.protocol("Sizes");
        out.line("int tags = " + raw + ".count(this.unknownTaggedFields);");
        for (FieldSpec field : tagged) {
            out.open("if (" + TaggedWriteEmitter.mustWrite(context, field) + ")");
            out.line("tags++;");
            String tag = field.tag() < 128 ? "1" : sizes + ".unsignedVarint(" + field.tag() + ")";
            String payload = payloadSize(context, field);
            if (payload.chars().allMatch(Character::isDigit)) {
                out.line("size += " + tag + " + 1 + " + payload + ";");
            } else {
                out.line("int " + field.javaName() + "Payload = " + payload + ";");
                out.line("size += " + tag + " + " + sizes + ".unsignedVarint(" + field.javaName() + "Payload) + "
                        + field.javaName() + "Payload;");
            }
            out.close();
        }
        out.line("size += " + sizes + ".unsignedVarint(tags) + " + raw + ".sizeOf(this.unknownTaggedFields);");
    }

    /** The size of the field's payload, as a Java expression. */
    static String payloadSize(StructContext context, FieldSpec field) {
        String name = "this." + field.javaName();
        boolean nullable = mayBeNullWhenWritten(context, field);
        if (field.type() instanceof FieldType.Array) {
            return "sizeOf" + field.name() + "(version)";
        }
        if (field.type() instanceof FieldType.Struct) {
            String size = name + ".size(version)";
            if (nullable) {
                return "1 + (" + name + " == null ? 0 : " + size + ")";
            }
            return mayBeNull(context, field) ? "1 + " + size : size;
        }
        return SizeEmitter.primitive(context.out(), (FieldType.Primitive) field.type(), name, nullable, "true");
    }

    /** Each tagged array has a method for its size, since writing needs it too. */
    static void emitArraySizes(StructContext context) {
        JavaWriter out = context.out();
        for (FieldSpec field : context.taggedFields()) {
            if (!(field.type() instanceof FieldType.Array array)) {
                continue;
            }
            out.blank();
            out.open("private int sizeOf" + field.name() + "(short version)");
            if (mayBeNullWhenWritten(context, field)) {
                out.open("if (this." + field.javaName() + " == null)");
                out.line("return 1;");
                out.close();
            }
            SizeEmitter.addArray(out, array, "int size =", "this." + field.javaName(), "true");
            out.line("return size;");
            out.close();
        }
    }

    /** A field whose default is null is left out when it is null. */
    static boolean mayBeNullWhenWritten(StructContext context, FieldSpec field) {
        return mayBeNull(context, field) && !field.isNullByDefault();
    }

    /** Whether the field may be null where it is tagged; no schema changes that from version to version. */
    static boolean mayBeNull(StructContext context, FieldSpec field) {
        return field.type().isReference()
                && !field.nullableVersions()
                        .and(field.taggedVersions())
                        .and(context.versions())
                        .isEmpty();
    }
}
