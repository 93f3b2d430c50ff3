// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small schemas and the exact Java expected of them, which lies in {@code src/test/resources/expected}. After a change of the
 * generator, run with {@code -Dexpected.update} to write the files anew, and read the difference.
 */
class MessageGeneratorTest {

    private static final Path SCHEMAS = Path.of("src/test/resources/schemas");
    private static final Path EXPECTED = Path.of("src/test/resources/expected");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"GreetRequest", "GreetResponse", "ApiKey", "package-info"})
    void shouldWriteExactlyThis(String name) throws IOException {
        generate(SCHEMAS, "--api-keys");

        String written = Files.readString(javaFile(name));
        Path expected = EXPECTED.resolve(name + ".java.txt");
        if (System.getProperty("expected.update") != null) {
            Files.writeString(expected, written);
        }
        assertThat(written).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LanternKey", "LanternValue", "HouseRecordType"})
    void shouldWriteExactlyThisForRecords(String name) throws IOException {
        generate(Path.of("src/test/resources/record-schemas"), "--records", "HouseRecordType");

        String written = Files.readString(javaFile(name));
        Path expected = EXPECTED.resolve(name + ".java.txt");
        if (System.getProperty("expected.update") != null) {
            Files.writeString(expected, written);
        }
        assertThat(written).isEqualTo(Files.readString(expected));
    }

    @Test
    void shouldWriteNothingForWhatHasNoVersionLeft() throws IOException {
        generate(SCHEMAS, "--api-keys");

        try (Stream<Path> files = Files.list(folder.resolve("a/b"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "ApiKey.java", "GreetRequest.java", "GreetResponse.java", "package-info.java");
        }
    }

    @Test
    void shouldLeaveUnchangedFilesAlone() throws IOException {
        generate(SCHEMAS);
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(javaFile("GreetRequest"), old);
        Files.writeString(javaFile("GreetResponse"), "something else");

        generate(SCHEMAS);

        assertThat(Files.getLastModifiedTime(javaFile("GreetRequest"))).isEqualTo(old);
        assertThat(javaFile("GreetResponse")).content().startsWith("// SPDX");
    }

    @Test
    void shouldSayWhatIsWrongWithTheArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageGenerator.main(new String[] {"one"}))
                .withMessageContaining("Expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(SCHEMAS, "--loud"))
                .withMessageContaining("--loud");
    }

    private void generate(Path schemas, String... options) throws IOException {
        Stream<String> arguments = Stream.of(schemas.toString(), folder.toString(), "a.b");
        MessageGenerator.main(Stream.concat(arguments, Stream.of(options)).toArray(String[]::new));
    }

    private Path javaFile(String name) {
        return folder.resolve("a/b").resolve(name + ".java");
    }
}
