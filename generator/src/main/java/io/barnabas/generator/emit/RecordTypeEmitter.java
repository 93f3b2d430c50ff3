// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.MessageSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the enum of the record types of an internal topic. Records of the metadata log are one message each; those of the
 * coordinators' topics are a key and a value of the same number.
 */
public final class RecordTypeEmitter {

    private RecordTypeEmitter() {}

    private record RecordType(String constant, int id, MessageSpec value, List<MessageSpec> key) {}

    /** The whole Java file. */
    public static String emit(List<MessageSpec> messages, String packageName, String enumName) {
        List<RecordType> types = types(messages);
        boolean withKeys = types.stream().anyMatch(type -> !type.key.isEmpty());
        JavaWriter out = new JavaWriter();
        out.javadoc("The types of records, with the versions that their schemas have.");
        out.open("public enum " + enumName);
        for (int i = 0; i < types.size(); i++) {
            RecordType type = types.get(i);
            out.javadoc(describe(type));
            out.line(type.constant + "(" + type.id + ", "
                    + type.value.validVersions().lowest() + ", "
                    + type.value.validVersions().highest() + ")" + (i == types.size() - 1 ? ";" : ","));
        }
        emitFields(out, enumName);
        if (withKeys) {
            emitFactory(out, "newKey", "A new key of the type.", types, true);
            emitFactory(out, "newValue", "A new value of the type.", types, false);
        } else {
            emitFactory(out, "newRecord", "A new record of the type.", types, false);
        }
        emitLookup(out, enumName);
        out.close();
        return out.toFile(packageName, "the schemas of all records");
    }

    private static List<RecordType> types(List<MessageSpec> messages) {
        List<RecordType> types = new ArrayList<>();
        for (MessageSpec message : messages) {
            if (message.kind() == MessageSpec.Kind.METADATA_RECORD && message.isLive()) {
                types.add(new RecordType(Names.constant(message.name()), message.apiKey(), message, List.of()));
            } else if (message.kind() == MessageSpec.Kind.COORDINATOR_VALUE && message.isLive()) {
                String name = Names.without(message.name(), "Value");
                types.add(
                        new RecordType(Names.constant(name), message.apiKey(), message, List.of(key(messages, name))));
            }
        }
        types.sort(Comparator.comparingInt(RecordType::id));
        return types;
    }

    private static MessageSpec key(List<MessageSpec> messages, String name) {
        return messages.stream()
                .filter(message -> message.kind() == MessageSpec.Kind.COORDINATOR_KEY)
                .filter(message -> message.name().equals(name + "Key"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + "Value has no key"));
    }

    private static String describe(RecordType type) {
        return "{@link " + type.value.name() + "}, versions " + type.value.validVersions() + ".";
    }

    private static void emitFields(JavaWriter out, String enumName) {
        out.blank();
        out.line("private final short id;");
        out.line("private final short lowestVersion;");
        out.line("private final short highestVersion;");
        out.blank();
        out.open(enumName + "(int id, int lowestVersion, int highestVersion)");
        out.line("this.id = (short) id;");
        out.line("this.lowestVersion = (short) lowestVersion;");
        out.line("this.highestVersion = (short) highestVersion;");
        out.close();
        emitGetter(out, "The number that names the type in the topic.", "id");
        emitGetter(out, "The lowest version of the value.", "lowestVersion");
        emitGetter(out, "The highest version of the value.", "highestVersion");
    }

    private static void emitGetter(JavaWriter out, String about, String name) {
        out.blank();
        out.javadoc(about);
        out.open("public short " + name + "()");
        out.line("return this." + name + ";");
        out.close();
    }

    private static void emitFactory(JavaWriter out, String name, String about, List<RecordType> types, boolean keys) {
        out.blank();
        out.javadoc(about);
        out.open("public " + out.protocol("RecordMessage") + " " + name + "()");
        out.line("return switch (this) {");
        for (RecordType type : types) {
            MessageSpec message = keys ? type.key.get(0) : type.value;
            out.line("    case " + type.constant + " -> new " + message.name() + "();");
        }
        out.line("};");
        out.close();
    }

    private static void emitLookup(JavaWriter out, String enumName) {
        out.blank();
        out.javadoc("The type of this number, or null when we do not know it.");
        out.open(
                "public static @" + out.use("org.jspecify.annotations.Nullable") + " " + enumName + " forId(short id)");
        out.open("for (" + enumName + " type : values())");
        out.open("if (type.id == id)");
        out.line("return type;");
        out.close();
        out.close();
        out.line("return null;");
        out.close();
    }
}
