// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;
import org.jspecify.annotations.Nullable;

/** The values that fields have when nothing was said, and the test whether a field still has it. */
final class Defaults {

    private Defaults() {}

    /** The default as a Java expression. */
    static String value(JavaWriter out, FieldSpec field) {
        if (field.isNullByDefault() || field.isMadeWhenAsked()) {
            return "null";
        }
        if (field.type() instanceof FieldType.Array) {
            return "new " + out.use("java.util.ArrayList") + "<>(0)";
        }
        if (field.type() instanceof FieldType.Struct struct) {
            return "new " + struct.name() + "()";
        }
        String text = field.defaultText();
        return switch ((FieldType.Primitive) field.type()) {
            case BOOL -> Boolean.toString(Boolean.parseBoolean(text));
            case INT8, INT16, UINT16, INT32 -> integer(field, text);
            case UINT32, INT64 -> integer(field, text) + "L";
            case FLOAT64 -> Double.toString(text == null ? 0 : Double.parseDouble(text));
            case UUID -> out.protocol("Uuids") + ".ZERO";
            case STRING ->
                "\"" + (text == null ? "" : text.replace("\\", "\\\\").replace("\"", "\\\"")) + "\"";
            case BYTES -> "new byte[0]";
            case RECORDS -> "null";
        };
    }

    /** Whether the field has another value than its default, as a Java expression. */
    static String differs(JavaWriter out, FieldSpec field) {
        String name = "this." + field.javaName();
        if (field.isNullByDefault()) {
            return name + " != null";
        }
        if (field.isMadeWhenAsked()) {
            return name + " != null && " + contentDiffers(out, field, name);
        }
        if (field.type().isReference()) {
            String orNull = field.isNullable() ? name + " == null || " : "";
            return orNull + contentDiffers(out, field, name);
        }
        String value = value(out, field);
        return switch (value) {
            case "false" -> name;
            case "true" -> "!" + name;
            default ->
                field.type() == FieldType.Primitive.UUID
                        ? "!" + name + ".equals(" + value + ")"
                        : name + " != " + value;
        };
    }

    private static String contentDiffers(JavaWriter out, FieldSpec field, String name) {
        if (field.type() instanceof FieldType.Struct) {
            return "!" + name + ".isDefault()";
        }
        if (field.type() == FieldType.Primitive.BYTES) {
            return name + ".length != 0";
        }
        String value = value(out, field);
        boolean empty = field.type() instanceof FieldType.Array || value.equals("\"\"");
        return empty ? "!" + name + ".isEmpty()" : "!" + name + ".equals(" + value + ")";
    }

    /** Schemas may write numbers in decimal or hexadecimal. */
    private static String integer(FieldSpec field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "0";
        }
        try {
            return Long.decode(text).toString();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(field.name() + " has the default '" + text + "'", e);
        }
    }
}
