// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;
import io.barnabas.generator.schema.Versions;
import java.util.List;

/** Writes the part of {@code read} that takes in the tagged section at a structure's end. */
final class TaggedReadEmitter {

    private TaggedReadEmitter() {}

    static void emit(StructContext context) {
        JavaWriter out = context.out();
        String raw = out.protocol("RawTaggedField");
        List<FieldSpec> tagged = context.taggedFields();
        if (tagged.isEmpty()) {
            switch (context.flexible()) {
                case "true" -> out.line("this.unknownTaggedFields = " + raw + ".readAll(in);");
                case "false" -> out.line("this.unknownTaggedFields = null;");
                default -> out.line("this.unknownTaggedFields = flexible ? " + raw + ".readAll(in) : null;");
            }
            return;
        }
        out.line("this.unknownTaggedFields = null;");
        boolean always = context.flexible().equals("true");
        if (!always) {
            out.open("if (flexible)");
        }
        out.open("for (int left = in.readTaggedFieldCount(); left > 0; left--)");
        out.line("int tag = in.readUnsignedVarint();");
        out.line("int tagSize = in.readTaggedFieldSize();");
        out.line("int end = in.remaining() - tagSize;");
        out.open("switch (tag)");
        for (FieldSpec field : tagged) {
            readTag(context, field);
        }
        out.line("default -> " + readUnknown(raw));
        out.close();
        out.line("in.checkTaggedFieldEnd(tag, end);");
        out.close();
        if (!always) {
            out.close();
        }
    }

    /** In a flexible version from before the field came, its tag is as unknown as any. */
    private static void readTag(StructContext context, FieldSpec field) {
        JavaWriter out = context.out();
        Versions flexible = context.versions().and(context.struct().flexibleVersions());
        out.open("case " + field.tag() + " ->");
        VersionSplit.write(out, flexible, version -> Presence.of(field, version), presence -> {
            if (presence.isTagged()) {
                readPayload(context, field, presence.mayBeNull());
            } else {
                out.line(readUnknown("RawTaggedField"));
            }
        });
        out.close();
    }

    private static void readPayload(StructContext context, FieldSpec field, boolean nullable) {
        if (nullable && field.type() instanceof FieldType.Struct struct) {
            // Within a tag the byte in front is an unsigned varint: 0 for null, 1 for a structure that follows.
            context.out()
                    .line("this." + field.javaName() + " = in.readUnsignedVarint() <= 0 ? null : new " + struct.name()
                            + "(in, version);");
        } else {
            ReadEmitter.readValue(context, field, nullable, "true");
        }
    }

    private static String readUnknown(String raw) {
        return "this.unknownTaggedFields = " + raw + ".read(in, this.unknownTaggedFields, tag, tagSize);";
    }
}
