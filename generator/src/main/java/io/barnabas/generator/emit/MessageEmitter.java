// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;
import io.barnabas.generator.schema.MessageSpec;
import io.barnabas.generator.schema.StructSpec;
import io.barnabas.generator.schema.Versions;
import java.util.HashSet;
import java.util.Set;

/** Writes the class of one message, with the structures inside it as nested classes. */
public final class MessageEmitter {

    private MessageEmitter() {}

    /** The whole Java file. */
    public static String emit(MessageSpec message, String packageName) {
        JavaWriter out = new JavaWriter();
        StructContext root = new StructContext(out, message, message.root());
        Versions valid = message.validVersions();
        out.javadoc(describe(message));
        out.open("public final class " + message.name() + " implements " + interfaceOf(out, message));
        out.blank();
        out.line("public static final short LOWEST_SUPPORTED_VERSION = " + valid.lowest() + ";");
        out.line("public static final short HIGHEST_SUPPORTED_VERSION = " + valid.highest() + ";");
        if (message.kind().isRecord()) {
            out.line("public static final short RECORD_TYPE = " + message.apiKey() + ";");
        }
        out.blank();
        emitBody(root, "LOWEST_SUPPORTED_VERSION", "HIGHEST_SUPPORTED_VERSION");
        if (message.kind().isApi()) {
            emitGetter(
                    out,
                    out.use("io.barnabas.wire.message.ApiKey") + " apiKey",
                    "ApiKey." + ApiKeyEmitter.constant(message));
        } else if (message.kind().isRecord()) {
            emitGetter(out, "short recordType", "RECORD_TYPE");
        }
        Set<String> leftOut = leftOutWhenDefault(message);
        for (StructSpec struct : message.structs().values()) {
            emitNested(new StructContext(out, message, struct), leftOut.contains(struct.name()));
        }
        out.close();
        return out.toFile(packageName, message.name() + ".json");
    }

    private static void emitNested(StructContext context, boolean withIsDefault) {
        JavaWriter out = context.out();
        StructSpec struct = context.struct();
        String about = JavaWriter.escape(struct.about().strip());
        out.blank();
        out.javadoc(about.isEmpty() ? "A structure of versions " + struct.versions() + "." : about);
        out.open("public static final class " + struct.name() + " implements " + out.protocol("Message"));
        out.blank();
        emitBody(
                context,
                Integer.toString(struct.versions().lowest()),
                Integer.toString(struct.versions().highest()));
        if (withIsDefault) {
            EqualityEmitter.emitIsDefault(context);
        }
        out.close();
    }

    private static void emitBody(StructContext context, String lowest, String highest) {
        JavaWriter out = context.out();
        FieldEmitter.emitFields(context);
        FieldEmitter.emitConstructors(context);
        emitGetter(out, "short lowestSupportedVersion", lowest);
        emitGetter(out, "short highestSupportedVersion", highest);
        ReadEmitter.emit(context);
        WriteEmitter.emit(context);
        SizeEmitter.emit(context);
        FieldEmitter.emitAccessors(context);
        EqualityEmitter.emit(context);
    }

    private static void emitGetter(JavaWriter out, String signature, String value) {
        out.blank();
        out.line("@Override");
        out.open("public " + signature + "()");
        out.line("return " + value + ";");
        out.close();
    }

    private static String interfaceOf(JavaWriter out, MessageSpec message) {
        if (message.kind().isApi()) {
            return out.protocol("ApiMessage");
        }
        return out.protocol(message.kind().isRecord() ? "RecordMessage" : "Message");
    }

    private static String describe(MessageSpec message) {
        String flexible = message.root().flexibleVersions().isEmpty()
                ? ""
                : ", flexible in " + message.root().flexibleVersions();
        return "{@code " + message.name() + "}, versions " + message.validVersions() + flexible + ".";
    }

    /** The structures that stand alone in a field without being null by default: they may be asked whether they differ. */
    private static Set<String> leftOutWhenDefault(MessageSpec message) {
        Set<String> names = new HashSet<>();
        addLeftOut(names, message.root());
        message.structs().values().forEach(struct -> addLeftOut(names, struct));
        return names;
    }

    private static void addLeftOut(Set<String> names, StructSpec struct) {
        for (FieldSpec field : struct.fields()) {
            if (field.type() instanceof FieldType.Struct reference && !field.isNullByDefault()) {
                names.add(reference.name());
            }
        }
    }
}
