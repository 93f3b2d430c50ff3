// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar that users get, in a JVM of its own. */
class ShadedJarIT {
    private static final String JAR = System.getProperty("shaded.jar");

    @Test
    void shouldWorkBesideAnotherNettyWithNoLoggingBackend() throws Exception {
        List<String> output = run("kafka-clients", "slf4j-api", "zstd-jni", "lz4-java", "snappy-java");

        output.stream()
                .filter(line -> line.startsWith("first"))
                .forEach(line -> System.out.println("[testkit] " + line));
        assertThat(output)
                .contains("read [none]", "read [gzip]", "read [snappy]", "read [lz4]", "read [zstd]")
                .anyMatch(line ->
                        line.startsWith("netty ") && line.contains(System.getProperty("another.netty.version")));
    }

    private static List<String> run(String... jars) throws Exception {
        Stream<String> others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Stream.of(jars)
                        .anyMatch(jar -> Path.of(entry).getFileName().toString().startsWith(jar)));
        String tests = Path.of(FirstStart.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String classPath = Stream.concat(Stream.of(tests, JAR, System.getProperty("another.netty")), others)
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        FirstStart.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = reader.lines().toList();
            assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
            return lines;
        }
    }

    @Test
    void shouldBringNothingUnderItsOwnName() throws Exception {
        try (var jar = new JarFile(JAR)) {
            assertThat(jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/barnabas/"));
        }
    }
}
