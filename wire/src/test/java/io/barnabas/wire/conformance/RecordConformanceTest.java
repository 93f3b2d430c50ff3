// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.generator.MessageGenerator;
import io.barnabas.generator.schema.MessageSpec;
import io.barnabas.generator.schema.SchemaReader;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The records of the internal topics, whose schemas lie in other jars of Kafka: generated and compiled here, then held
 * against Kafka's classes as the messages of the APIs are. Set {@code -Dseed} to replay.
 */
class RecordConformanceTest {

    private static final String PACKAGE = "io.barnabas.generated";

    private final long seed = Long.getLong("seed", new Random().nextLong());

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "common/message,  org.apache.kafka.coordinator.group.generated,       OffsetCommitKey,     44, GroupRecords",
        "common/message,  org.apache.kafka.coordinator.transaction.generated, TransactionLogKey,    2, TransactionRecords",
        "common/message,  org.apache.kafka.coordinator.share.generated,       ShareSnapshotKey,     4, ShareRecords",
        "common/metadata, org.apache.kafka.common.metadata,                   TopicRecord,         26, MetadataRecords"
    })
    void shouldMakeTheBytesThatKafkaMakes(
            String schemas, String kafkaPackage, String oneClass, int files, String enumName) throws Exception {
        System.out.println("RecordConformanceTest seed: " + seed);
        unpack(schemas, Class.forName(kafkaPackage + "." + oneClass));
        List<MessageSpec> specs = new SchemaReader().readFolder(folder.resolve("schema"));
        assertThat(specs).hasSize(files);

        ClassLoader generated = generate(enumName);

        for (MessageSpec spec : specs) {
            SameBytes claims = new SameBytes(
                    spec,
                    it -> Schemas.newMessage(it, generated, PACKAGE),
                    new KafkaTwin(spec, kafkaPackage + "." + spec.name()));
            claims.inAllVersions(seed);
            claims.inRefusals(seed);
        }
    }

    private void unpack(String schemas, Class<?> neighbour) throws Exception {
        Path target = Files.createDirectory(folder.resolve("schema"));
        URI jar = neighbour.getProtectionDomain().getCodeSource().getLocation().toURI();
        try (FileSystem content = FileSystems.newFileSystem(URI.create("jar:" + jar), Map.of());
                Stream<Path> files = Files.list(content.getPath(schemas))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }

    /** Generates and compiles as the build does: without a warning. */
    private ClassLoader generate(String enumName) throws IOException {
        Path sources = folder.resolve("sources");
        MessageGenerator.main(
                new String[] {folder.resolve("schema").toString(), sources.toString(), PACKAGE, "--records", enumName});
        Path classes = Files.createDirectory(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> files = Files.walk(sources)) {
            var units = manager.getJavaFileObjectsFromPaths(
                    files.filter(it -> it.toString().endsWith(".java")).toList());
            List<String> options = List.of("-Xlint:all,-processing,-classfile", "-Werror", "-d", classes.toString());
            boolean good = compiler.getTask(complaints, manager, null, options, null, units)
                    .call();
            assertThat(good).as(complaints.toString()).isTrue();
        }
        return new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    }
}
