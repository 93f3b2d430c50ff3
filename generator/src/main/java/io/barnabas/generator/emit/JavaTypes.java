// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;

/** The Java types of fields. */
final class JavaTypes {

    private JavaTypes() {}

    /** The type as declared, with {@code @Nullable} where it can be null. */
    static String declared(JavaWriter out, FieldSpec field) {
        String plain = plain(out, field.type());
        if (!field.isNullable()) {
            return plain;
        }
        String nullable = "@" + out.use("org.jspecify.annotations.Nullable");
        return field.type() == FieldType.Primitive.BYTES ? "byte " + nullable + " []" : nullable + " " + plain;
    }

    /** The type that is never null. */
    static String plain(JavaWriter out, FieldType type) {
        if (type instanceof FieldType.Array array) {
            return out.use("java.util.List") + "<" + boxed(out, array.element()) + ">";
        }
        if (type instanceof FieldType.Struct struct) {
            return struct.name();
        }
        return switch ((FieldType.Primitive) type) {
            case BOOL -> "boolean";
            case INT8 -> "byte";
            case INT16 -> "short";
            case UINT16, INT32 -> "int";
            case UINT32, INT64 -> "long";
            case FLOAT64 -> "double";
            case UUID -> out.use("java.util.UUID");
            case STRING -> "String";
            case BYTES -> "byte[]";
            case RECORDS -> out.protocol("Records");
        };
    }

    /** The type as an element of a list. */
    static String boxed(JavaWriter out, FieldType type) {
        String plain = plain(out, type);
        return switch (plain) {
            case "boolean" -> "Boolean";
            case "byte" -> "Byte";
            case "short" -> "Short";
            case "int" -> "Integer";
            case "long" -> "Long";
            case "double" -> "Double";
            default -> plain;
        };
    }
}
