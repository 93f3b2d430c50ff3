// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.ProgramResult;
import io.barnabas.compat.harness.Tool;
import io.barnabas.compat.harness.ToolSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the same tools on the broker under test and on Apache Kafka, line by line of a script, and compares what they print and how
 * they end. Left out of the comparison are ids, times, addresses and offsets of the metadata, and the order of lines, which Kafka's hash maps decide.
 *
 * <pre>
 * write NAME 'text'              makes a file, for options that say file:NAME
 * TOOL OPTION... [&lt;&lt;&lt; 'text']    runs a tool of bin/kafka, which reads the text; data:PATH is a file of the broker
 * </pre>
 *
 * <p>A word may stand between single quotes; \n and \t in a text are what they are in Java.
 */
final class ToolComparison {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static final Pattern LOOKING = Pattern.compile("--describe|--list|^get-offsets|^transactions");
    /** Whose sub-commands come after the address. */
    private static final Set<String> BROKER_FIRST = Set.of("transactions", "features", "metadata-quorum");

    private static final Set<String> WITHOUT_BROKER = Set.of("dump-log", "metadata-shell");
    private static final int TRIES = 10;

    /** They end the process by themselves. */
    private static final Set<String> IN_A_PROCESS = Set.of("verifiable-producer", "verifiable-consumer", "cluster");

    private static final Pattern MEASURED = Pattern.compile("^\\S*perf-test |^e2e-latency ");

    private final ToolSession tools;
    private final Broker ours;
    private final Broker kafka;
    private final Path files;
    private final List<String> differences = new ArrayList<>();

    ToolComparison(ToolSession tools, Broker ours, Broker kafka, Path files) {
        this.tools = tools;
        this.ours = ours;
        this.kafka = kafka;
        this.files = files;
    }

    /** Each line is a tool with its options; a word may stand between single quotes. All lines are run before any complaint. */
    void assertSame(String script) {
        differences.clear();
        script.lines().filter(line -> !line.isBlank()).forEach(this::compare);
        assertThat(differences).as("%d lines differ", differences.size()).isEmpty();
    }

    private void compare(String line) {
        var our = result(ours, line);
        var kafkas = result(kafka, line);
        // Kafka answers a change before all of its parts know of it.
        for (var i = 0;
                i < TRIES && !our.equals(kafkas) && LOOKING.matcher(line).find();
                i++) {
            kafkas = result(kafka, line);
        }
        if (!our.equals(kafkas)) {
            differences.add(line + "\n---- of Kafka:\n" + kafkas + "\n---- of ours:\n" + our + "\n");
        }
    }

    private String result(Broker broker, String line) {
        var text = normalized(run(broker, line), broker);
        return MEASURED.matcher(line).find() ? text.replaceAll("[0-9][0-9.:,-]*", "N") : text;
    }

    private ProgramResult run(Broker broker, String line) {
        var words = words(line);
        var tool = words.remove(0);
        if (tool.equals("write")) {
            write(words.get(0), unescaped(words.get(1)));
            return new ProgramResult(tool, 0, "", "");
        }
        var input = "";
        if (words.contains("<<<")) {
            input = unescaped(words.remove(words.size() - 1));
            words.remove(words.size() - 1);
        }
        words.replaceAll(word -> word.startsWith("file:")
                ? files.resolve(word.substring("file:".length())).toString()
                : word.startsWith("data:")
                        ? broker.dataDirectory()
                                .resolve(word.substring("data:".length()))
                                .toString()
                        : word);
        if (!WITHOUT_BROKER.contains(tool)) {
            words.addAll(
                    BROKER_FIRST.contains(tool) ? 0 : words.size(), List.of("--bootstrap-server", broker.bootstrap()));
        }
        var options = words.toArray(String[]::new);
        return IN_A_PROCESS.contains(tool)
                ? Tool.plain(tool, options).reading(input).run()
                : tools.runReading(input, tool, options);
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(files.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String normalized(ProgramResult result, Broker broker) {
        return "exit code " + result.exitCode() + "\n" + normalized(result.out(), broker) + "\n"
                + normalized(result.err(), broker);
    }

    private static String normalized(String text, Broker broker) {
        return text.replace(broker.bootstrap(), "BROKER")
                .replace(broker.bootstrap().substring(broker.bootstrap().indexOf(':') + 1), "PORT")
                .replace(broker.dataDirectory().toString(), "DATA")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID")
                .replaceAll("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])", "ID")
                .replaceAll("\\b1[0-9]{12}\\b", "TIME")
                .replace("requirement failed: ", "")
                .replaceAll("\"avg_throughput\":[0-9.E]+", "N")
                .replaceAll("\\[20[0-9 :,-]+\\]", "[DATE]")
                .replaceAll("(Epoch|HighWatermark):([ \\t]+)[0-9]+", "$1:$2N")
                .replaceAll("(?m)^1([ \\t]+ID[ \\t]+)[0-9]+", "1$1N")
                .replaceAll("[0-9]+ ms ago", "N ms ago")
                .replaceAll("CONTROLLER://localhost:[0-9]+", "CONTROLLER")
                // Kafka has these two only with a plug-in.
                .replaceAll("(GetTelemetrySubscriptions|PushTelemetry)(\\([0-9]+\\)):.*", "$1")
                .replaceAll(
                        "(crc|CreateTime|producerId|size|position|baseTimestamp|[a-zA-Z]*[sS]equence): -?[0-9]+",
                        "$1: N")
                .replaceAll("[ \\t]+", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("at ") && !line.isEmpty())
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
