// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.CommandLine.Action;
import io.barnabas.broker.seed.TopicSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    private Path directory;

    @Test
    void shouldKeepDataInTheWorkingDirectoryWithoutOptions() {
        assertThat(parse("start").properties())
                .containsExactly(
                        entry("log.dirs", Path.of("data").toAbsolutePath().toString()));
    }

    @Test
    void shouldTakePortAndDataFromOptions() {
        assertThat(parse("start", "--port", "1234", "--data=" + directory).properties())
                .containsOnly(
                        entry("listeners", "PLAINTEXT://localhost:1234"), entry("log.dirs", directory.toString()));
    }

    @Test
    void shouldHaveAConsoleByDefaultButNotWithAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("server.properties"), "num.partitions=3\n");

        assertThat(parse("start").console()).containsExactly(entry("console", "default"));
        assertThat(parse("start", "--console", "off").console()).isEmpty();
        assertThat(parse("start", "--config", file.toString()).console()).isEmpty();
        assertThat(parse("start", "--config", file.toString(), "--console", "0.0.0.0:9080")
                        .console())
                .containsExactly(entry("console", "0.0.0.0:9080"));
    }

    @Test
    void shouldTakeTheConsolesPropertiesOutOfKafkas() {
        var parsed = parse("start", "--set", "barnabas.console=9081", "--set", "barnabas.console.token=secret");

        assertThat(parsed.console()).containsOnly(entry("console", "9081"), entry("console.token", "secret"));
        assertThat(parsed.properties()).doesNotContainKeys("barnabas.console", "barnabas.console.token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "localhost", "localhost:", "70000", "localhost:http"})
    void shouldSayWhatAConsoleNeeds(String where) {
        assertThatThrownBy(() -> parse("start", "--console", where))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("--console needs PORT, HOST:PORT or off, not '" + where + "'");
    }

    @Test
    void shouldPutSetPropertiesOverTheFile() throws IOException {
        Path file = Files.writeString(
                directory.resolve("server.properties"), "num.partitions=3\nlog.dirs=/somewhere\nnode.id=1\n");

        var properties = parse("start", "--config", file.toString(), "--set", "num.partitions = 5", "--set", "a=b=c")
                .properties();

        assertThat(properties)
                .containsEntry("num.partitions", "5")
                .containsEntry("a", "b=c")
                .containsEntry("log.dirs", "/somewhere")
                .containsEntry("node.id", "1")
                .doesNotContainKey("listeners");
    }

    @Test
    void shouldReplaceTheFilesDirectoriesByTheOptions() {
        var properties = parse(
                        "start", "--set", "log.dir=/a", "--set", "metadata.log.dir=/b", "--data", directory.toString())
                .properties();

        assertThat(properties).containsExactly(entry("log.dirs", directory.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLAINTEXT://:9092,CONTROLLER://:9093 | PLAINTEXT://:77,CONTROLLER://:9093",
                "PLAINTEXT://[::1]:9092 | PLAINTEXT://[::1]:77",
                "INTERNAL://broker:1 | INTERNAL://broker:77"
            })
    void shouldReplaceThePortOfTheFirstListener(String listeners, String expected) {
        var properties = parse(
                        "start",
                        "--port",
                        "77",
                        "--set",
                        "listeners=" + listeners,
                        "--set",
                        "advertised.listeners=" + listeners)
                .properties();

        assertThat(properties).containsEntry("listeners", expected).containsEntry("advertised.listeners", expected);
    }

    @Test
    void shouldHelpWhenAskedOrNotToldAnything() {
        assertThat(parse().action()).isEqualTo(Action.PRINT_HELP);
        assertThat(parse("start", "--help").action()).isEqualTo(Action.PRINT_HELP);
        assertThat(parse("--version").action()).isEqualTo(Action.PRINT_VERSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop",
                "start --frob",
                "start --port",
                "start --port 65536",
                "start --port -1",
                "start --port x",
                "start --set novalue",
                "start --set =x",
                "start --config /no/such/file",
                "start extra"
            })
    void shouldSayWhatIsWrong(String line) {
        List<String> words = List.of(line.split(" "));
        String culprit = words.get(words.size() - 1);

        assertThatThrownBy(() -> CommandLine.parse(words, Map.of()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(culprit)
                .hasMessageNotContaining("\n");
    }

    @Test
    void shouldTakeTheEnvironmentOfAContainerBetweenTheFileAndTheOptions() throws IOException {
        Path file = Files.writeString(directory.resolve("server.properties"), "num.partitions=1\nnode.id=1\n");
        Map<String, String> environment = Map.of(
                "KAFKA_NUM_PARTITIONS", "2",
                "KAFKA_LOG_RETENTION_HOURS", "3",
                "KAFKA_CREATE_TOPICS", "orders:3:1",
                "CLUSTER_ID", "4L6g3nShT-eMCtK--X86sw");
        List<String> arguments =
                List.of("start", "--env", "--config", file.toString(), "--set", "log.retention.hours=4");

        CommandLine commandLine = CommandLine.parse(arguments, environment);

        assertThat(commandLine.isContainer()).isTrue();
        assertThat(commandLine.properties())
                .containsEntry("node.id", "1")
                .containsEntry("num.partitions", "2")
                .containsEntry("log.retention.hours", "4")
                .containsEntry("listeners", "PLAINTEXT://:9092");
        assertThat(commandLine.options().clusterId()).isEqualTo("4L6g3nShT-eMCtK--X86sw");
        assertThat(commandLine.options().seed().topics())
                .extracting(TopicSeed::name)
                .containsExactly("orders");
    }

    @Test
    void shouldNotLookAtTheEnvironmentUnasked() {
        CommandLine commandLine = CommandLine.parse(List.of("start"), Map.of("KAFKA_NUM_PARTITIONS", "2"));

        assertThat(commandLine.properties()).doesNotContainKey("num.partitions");
        assertThat(commandLine.options()).isEqualTo(StartOptions.NONE);
    }

    private static CommandLine parse(String... arguments) {
        return CommandLine.parse(List.of(arguments), Map.of());
    }

    private static Map.Entry<String, String> entry(String name, String value) {
        return Map.entry(name, value);
    }
}
