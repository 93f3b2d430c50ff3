// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;
import java.util.List;

/**
 * Writes the part of {@code write} that puts out the tagged section: how many fields, then each as {@code uvarint tag, uvarint
 * size, payload} with ascending tags. Fields at their default are left out; unknown ones go where their tags belong.
 */
final class TaggedWriteEmitter {

    private TaggedWriteEmitter() {}

    static void emit(StructContext context) {
        JavaWriter out = context.out();
        String flexible = context.flexible();
        if (flexible.equals("true")) {
            writeSection(context);
            return;
        }
        boolean never = flexible.equals("false");
        if (!never) {
            out.open("if (flexible)");
            writeSection(context);
        }
        String check = "if (" + out.protocol("RawTaggedField") + ".count(this.unknownTaggedFields) > 0)";
        if (never) {
            out.open(check);
        } else {
            out.next("else " + check);
        }
        out.line("throw " + out.protocol("UnsupportedVersionException") + ".taggedFields(version);");
        out.close();
    }

    private static void writeSection(StructContext context) {
        JavaWriter out = context.out();
        String raw = out.protocol("RawTaggedField");
        List<FieldSpec> tagged = context.taggedFields();
        if (tagged.isEmpty()) {
            out.line(raw + ".writeAll(out, this.unknownTaggedFields);");
            return;
        }
        out.line("int tags = " + raw + ".count(this.unknownTaggedFields);");
        for (FieldSpec field : tagged) {
            out.open("if (" + mustWrite(context, field) + ")");
            out.line("tags++;");
            out.close();
        }
        out.line("out.writeUnsignedVarint(tags);");
        out.line("int next = 0;");
        for (FieldSpec field : tagged) {
            out.open("if (" + mustWrite(context, field) + ")");
            out.line("next = " + raw + ".writeBelow(out, this.unknownTaggedFields, next, " + field.tag() + ");");
            out.line("out.writeUnsignedVarint(" + field.tag() + ");");
            out.line("out.writeUnsignedVarint(" + TaggedSizeEmitter.payloadSize(context, field) + ");");
            writePayload(context, field);
            out.close();
        }
        out.line(raw + ".writeBelow(out, this.unknownTaggedFields, next, Integer.MAX_VALUE);");
    }

    private static void writePayload(StructContext context, FieldSpec field) {
        boolean nullable = TaggedSizeEmitter.mayBeNullWhenWritten(context, field);
        boolean hasMark = field.type() instanceof FieldType.Struct && TaggedSizeEmitter.mayBeNull(context, field);
        if (!hasMark) {
            WriteEmitter.writeValue(context, field, nullable, "true");
            return;
        }
        JavaWriter out = context.out();
        String name = "this." + field.javaName();
        if (!nullable) {
            out.line("out.writeUnsignedVarint(1);");
            out.line(name + ".write(out, version);");
            return;
        }
        out.line("out.writeUnsignedVarint(" + name + " == null ? 0 : 1);");
        out.open("if (" + name + " != null)");
        out.line(name + ".write(out, version);");
        out.close();
    }

    /** The check that the version has the field as a tagged one and its value is not the default. */
    static String mustWrite(StructContext context, FieldSpec field) {
        String differs = Defaults.differs(context.out(), field);
        String has = VersionSplit.condition(
                context.versions().and(context.struct().flexibleVersions()), field.taggedVersions());
        if (has.equals("true")) {
            return differs;
        }
        return has + " && " + (differs.contains("||") ? "(" + differs + ")" : differs);
    }
}
