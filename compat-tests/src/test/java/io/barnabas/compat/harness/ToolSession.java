// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Many runs of Apache Kafka's console tools in one JVM, under the names of {@code bin/kafka}: see {@code ManyTools}. */
public final class ToolSession implements AutoCloseable {
    private static final int NO_TOOL = 127;
    private static final Pattern TOOL = Pattern.compile("^ +([a-z0-9-]+)\\) main=(\\S+)", Pattern.MULTILINE);
    private static final Map<String, String> MAIN_CLASSES = mainClasses();

    private final Process process = start();
    private final DataOutputStream commands = new DataOutputStream(process.getOutputStream());
    private final DataInputStream answers = new DataInputStream(process.getInputStream());

    private static Process start() {
        try {
            return new ProcessBuilder(List.of(
                            Project.java(),
                            "-Xmx320m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                            "-cp",
                            KafkaJars.classPath(),
                            Project.root()
                                    .resolve("compat-tests/applications/java/ManyTools.java")
                                    .toString()))
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> mainClasses() {
        try {
            var classes = new HashMap<String, String>();
            var matcher = TOOL.matcher(Files.readString(Project.root().resolve("bin/kafka")));
            while (matcher.find()) {
                classes.put(matcher.group(1), matcher.group(2));
            }
            return Map.copyOf(classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a tool to its end, with this on its standard input. */
    public ProgramResult runReading(String input, String tool, String... options) {
        try {
            commands.writeUTF(Objects.requireNonNull(MAIN_CLASSES.get(tool), tool));
            commands.writeUTF(input);
            commands.writeInt(options.length);
            for (var option : options) {
                commands.writeUTF(option);
            }
            commands.flush();
            var exitCode = answers.readInt();
            var result = new ProgramResult("kafka-" + tool, exitCode, text(), text());
            if (exitCode == NO_TOOL) {
                throw new AssertionError(result.all());
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("the tools have ended at " + tool, e);
        }
    }

    private String text() throws IOException {
        var bytes = new byte[answers.readInt()];
        answers.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
