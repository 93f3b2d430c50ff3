// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client or tool that runs as a process of its own: to its end, or in the background. */
public final class Program {
    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();
    private String name;
    private String input = "";
    private Duration timeout = Duration.ofSeconds(60);

    private Program(List<String> command) {
        this.command = List.copyOf(command);
        this.name = Path.of(command.get(0)).getFileName().toString();
    }

    public static Program of(String... command) {
        return new Program(List.of(command));
    }

    public static Program of(List<String> command) {
        return new Program(command);
    }

    public Program named(String name) {
        this.name = name;
        return this;
    }

    /** What it reads on its standard input. */
    public Program reading(String input) {
        this.input = input;
        return this;
    }

    public Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Program within(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    /** Runs it to its end; a program that does not end in time is killed, and that is a failure. */
    public ProgramResult run() {
        try (var running = start()) {
            return running.awaitEnd(timeout);
        }
    }

    /** Starts it and lets it run; the caller closes it. */
    public RunningProgram start() {
        try {
            var stdin = Files.createTempFile("program", ".in");
            var stdout = Files.createTempFile("program", ".out");
            var stderr = Files.createTempFile("program", ".err");
            Files.writeString(stdin, input, StandardCharsets.UTF_8);
            var builder = new ProcessBuilder(command)
                    .redirectInput(stdin.toFile())
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile());
            builder.environment().putAll(environment);
            return new RunningProgram(name, builder.start(), List.of(stdin, stdout, stderr));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + String.join(" ", command), e);
        }
    }

    static boolean ended(Process process, Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
