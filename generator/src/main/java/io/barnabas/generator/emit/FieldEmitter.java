// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;

/** Writes the fields, the constructors and the accessors of a structure. */
final class FieldEmitter {

    private FieldEmitter() {}

    static void emitFields(StructContext context) {
        JavaWriter out = context.out();
        for (FieldSpec field : context.struct().fields()) {
            String nullable = field.isMadeWhenAsked() ? "@" + out.use("org.jspecify.annotations.Nullable") + " " : "";
            out.line("private " + nullable + JavaTypes.declared(out, field) + " " + field.javaName() + ";");
        }
        out.line("private @" + out.use("org.jspecify.annotations.Nullable") + " " + out.use("java.util.List") + "<"
                + out.protocol("RawTaggedField") + "> unknownTaggedFields;");
    }

    static void emitConstructors(StructContext context) {
        JavaWriter out = context.out();
        String name = context.struct().name();
        out.blank();
        out.javadoc("All fields have the defaults of the schema.");
        out.open("public " + name + "()");
        for (FieldSpec field : context.struct().fields()) {
            out.line("this." + field.javaName() + " = " + Defaults.value(out, field) + ";");
        }
        out.close();
        out.blank();
        out.javadoc("Reads all fields, as {@link #read} does.");
        out.open("public " + name + "(" + out.protocol("Readable") + " in, short version)");
        out.line("read(in, version);");
        out.close();
    }

    static void emitAccessors(StructContext context) {
        JavaWriter out = context.out();
        for (FieldSpec field : context.struct().fields()) {
            String type = JavaTypes.declared(out, field);
            out.blank();
            out.javadoc(about(field));
            out.open("public " + type + " " + field.javaName() + "()");
            if (field.isMadeWhenAsked()) {
                out.open("if (this." + field.javaName() + " == null)");
                out.line("this." + field.javaName() + " = new " + type + "();");
                out.close();
            }
            out.line("return this." + field.javaName() + ";");
            out.close();
            out.blank();
            out.javadoc("Sets {@link #" + field.javaName() + "()}.");
            out.open("public " + context.struct().name() + " set" + upper(field) + "(" + type + " value)");
            out.line("this." + field.javaName() + " = value;");
            out.line("return this;");
            out.close();
        }
        out.blank();
        out.line("@Override");
        out.open("public List<RawTaggedField> unknownTaggedFields()");
        out.open("if (this.unknownTaggedFields == null)");
        out.line("this.unknownTaggedFields = new " + out.use("java.util.ArrayList") + "<>(0);");
        out.close();
        out.line("return this.unknownTaggedFields;");
        out.close();
    }

    private static String upper(FieldSpec field) {
        return Character.toUpperCase(field.name().charAt(0)) + field.name().substring(1);
    }

    private static String about(FieldSpec field) {
        String text = JavaWriter.escape(field.about().strip());
        String stop = text.isEmpty() || text.endsWith(".") ? "" : ".";
        String tagged = field.tag() < 0 ? "" : ", tag " + field.tag();
        return (text + stop + " (Versions " + field.versions() + tagged + ".)").strip();
    }
}
