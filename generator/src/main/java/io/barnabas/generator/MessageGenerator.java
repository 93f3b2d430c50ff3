// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator;

import io.barnabas.generator.emit.ApiKeyEmitter;
import io.barnabas.generator.emit.MessageEmitter;
import io.barnabas.generator.emit.RecordTypeEmitter;
import io.barnabas.generator.schema.MessageSpec;
import io.barnabas.generator.schema.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns a folder of Kafka's message schemas into Java.
 *
 * <p>Arguments: schema folder, output folder, package, and then {@code --api-keys} for the enum of APIs or {@code --records
 * Name} for an enum of record types. Files whose content stays the same are left alone, so that nothing is compiled again.
 */
public final class MessageGenerator {

    private static final SchemaReader READER = new SchemaReader();

    private final Path folder;
    private final String packageName;

    private MessageGenerator(Path outputFolder, String packageName) {
        this.folder = outputFolder.resolve(packageName.replace('.', '/'));
        this.packageName = packageName;
    }

    /** See the class comment. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            throw new IllegalArgumentException(
                    "Expected: <schema folder> <output folder> <package> [--api-keys | --records <enum>]");
        }
        List<MessageSpec> messages = READER.readFolder(Path.of(arguments[0]));
        MessageGenerator generator = new MessageGenerator(Path.of(arguments[1]), arguments[2]);
        generator.writeMessages(messages);
        for (int i = 3; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--api-keys" -> generator.write("ApiKey", ApiKeyEmitter.emit(messages, arguments[2]));
                case "--records" -> {
                    String name = arguments[++i];
                    generator.write(name, RecordTypeEmitter.emit(messages, arguments[2], name));
                }
                default -> throw new IllegalArgumentException("Unknown option " + arguments[i]);
            }
        }
    }

    private void writeMessages(List<MessageSpec> messages) throws IOException {
        Files.createDirectories(folder);
        write("package-info", packageInfo());
        for (MessageSpec message : messages) {
            if (message.isLive()) {
                write(message.name(), MessageEmitter.emit(message, packageName));
            }
        }
    }

    private String packageInfo() {
        return """
                // SPDX-License-Identifier: Apache-2.0

                /** Messages generated from Kafka's schemas. */
                @NullMarked
                package %s;

                import org.jspecify.annotations.NullMarked;
                """.formatted(packageName);
    }

    private void write(String className, String content) throws IOException {
        Path file = folder.resolve(className + ".java");
        if (!Files.exists(file) || !Files.readString(file).equals(content)) {
            Files.writeString(file, content);
        }
    }
}
