// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;

/** Writes {@code equals}, {@code hashCode}, {@code toString} and, for structures inside, {@code isDefault}. */
final class EqualityEmitter {

    private EqualityEmitter() {}

    static void emit(StructContext context) {
        emitEquals(context);
        emitHashCode(context);
        emitToString(context);
    }

    /** Whether all fields have their defaults; asked when a structure could be left out as a tagged field. */
    static void emitIsDefault(StructContext context) {
        JavaWriter out = context.out();
        out.blank();
        out.open("boolean isDefault()");
        for (FieldSpec field : context.struct().fields()) {
            out.open("if (" + Defaults.differs(out, field) + ")");
            out.line("return false;");
            out.close();
        }
        out.line("return " + out.protocol("RawTaggedField") + ".count(this.unknownTaggedFields) == 0;");
        out.close();
    }

    private static void emitEquals(StructContext context) {
        JavaWriter out = context.out();
        out.blank();
        out.line("@Override");
        out.open("public boolean equals(@" + out.use("org.jspecify.annotations.Nullable") + " Object other)");
        out.line("return other instanceof " + context.struct().name() + " that");
        for (FieldSpec field : context.struct().fields()) {
            out.continuation("&& " + equal(out, field));
        }
        out.continuation(
                "&& " + out.protocol("RawTaggedField") + ".equal(this.unknownTaggedFields, that.unknownTaggedFields);");
        out.close();
    }

    private static String equal(JavaWriter out, FieldSpec field) {
        String here = "this." + field.javaName();
        String there = "that." + field.javaName();
        if (field.type() == FieldType.Primitive.BYTES) {
            return out.use("java.util.Arrays") + ".equals(" + here + ", " + there + ")";
        }
        if (field.type() == FieldType.Primitive.FLOAT64) {
            return "Double.compare(" + here + ", " + there + ") == 0";
        }
        if (field.isMadeWhenAsked()) {
            return field.javaName() + "().equals(that." + field.javaName() + "())";
        }
        if (field.type().isReference()) {
            return out.use("java.util.Objects") + ".equals(" + here + ", " + there + ")";
        }
        return field.type() == FieldType.Primitive.UUID ? here + ".equals(" + there + ")" : here + " == " + there;
    }

    private static void emitHashCode(StructContext context) {
        JavaWriter out = context.out();
        out.blank();
        out.line("@Override");
        out.open("public int hashCode()");
        out.line("int hash = 1;");
        for (FieldSpec field : context.struct().fields()) {
            out.line("hash = 31 * hash + " + hash(out, field) + ";");
        }
        out.line("return hash;");
        out.close();
    }

    private static String hash(JavaWriter out, FieldSpec field) {
        String name = "this." + field.javaName();
        if (field.type() == FieldType.Primitive.BYTES) {
            return out.use("java.util.Arrays") + ".hashCode(" + name + ")";
        }
        if (field.isMadeWhenAsked()) {
            return field.javaName() + "().hashCode()";
        }
        if (field.type().isReference() || field.type() == FieldType.Primitive.UUID) {
            return out.use("java.util.Objects") + ".hashCode(" + name + ")";
        }
        String boxed = JavaTypes.boxed(out, field.type());
        return boxed.equals("Integer") || boxed.equals("Short") || boxed.equals("Byte")
                ? name
                : boxed + ".hashCode(" + name + ")";
    }

    private static void emitToString(StructContext context) {
        JavaWriter out = context.out();
        out.blank();
        out.line("@Override");
        out.open("public String toString()");
        String name = context.struct().name();
        if (context.struct().fields().isEmpty()) {
            out.line("return \"" + name + "()\";");
        } else {
            String lead = "return \"" + name + "(";
            for (FieldSpec field : context.struct().fields()) {
                String text = lead + field.javaName() + "=\" + " + text(field);
                if (lead.startsWith("return")) {
                    out.line(text);
                } else {
                    out.continuation(text);
                }
                lead = "+ \", ";
            }
            out.continuation("+ \")\";");
        }
        out.close();
    }

    /** Contents can be large or secret: only the size is shown. */
    private static String text(FieldSpec field) {
        String name = "this." + field.javaName();
        if (field.isMadeWhenAsked()) {
            return field.javaName() + "()";
        }
        if (field.type() != FieldType.Primitive.BYTES) {
            return name;
        }
        String size = name + ".length + \" bytes\"";
        return "(" + (field.isNullable() ? name + " == null ? \"null\" : " + size : size) + ")";
    }
}
