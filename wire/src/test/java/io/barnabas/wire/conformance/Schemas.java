// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.conformance;

import io.barnabas.generator.schema.MessageSpec;
import io.barnabas.generator.schema.SchemaReader;
import io.barnabas.wire.protocol.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The schemas that the build unpacked, and the classes generated from them. */
final class Schemas {

    private static final Path FOLDER = Path.of("target/schema/common/message");

    private Schemas() {}

    /** All schemas with a version left. */
    static List<MessageSpec> all() {
        try {
            return new SchemaReader()
                    .readFolder(FOLDER).stream().filter(MessageSpec::isLive).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new message of the generated class. */
    static Message newMessage(MessageSpec spec) {
        return newMessage(spec, Schemas.class.getClassLoader(), "io.barnabas.wire.message");
    }

    /** A new message of the class generated into a package. */
    static Message newMessage(MessageSpec spec, ClassLoader loader, String packageName) {
        try {
            return (Message) loader.loadClass(packageName + "." + spec.name())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(spec.name() + " has no class", e);
        }
    }
}
