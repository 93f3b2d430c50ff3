// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A program under way. Closing it kills it if it still runs. */
public final class RunningProgram implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final List<Path> streams;

    RunningProgram(String name, Process process, List<Path> streams) {
        this.name = name;
        this.process = process;
        this.streams = streams;
    }

    public String out() {
        return read(streams.get(1));
    }

    public String err() {
        return read(streams.get(2));
    }

    /** Waits until its standard output has so many lines with the text in them. */
    public RunningProgram awaitLines(int count, String text) {
        try {
            Awaitility.await(name)
                    .atMost(TIMEOUT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        if (out().lines().filter(line -> line.contains(text)).count() >= count) {
                            return true;
                        }
                        if (!process.isAlive()) {
                            throw new AssertionError(name + " ended with exit code " + process.exitValue()
                                    + ", without " + count + " lines with '" + text + "':\n" + out() + err());
                        }
                        return false;
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    name + " did not print " + count + " lines with '" + text + "':\n" + out() + err(), e);
        }
        return this;
    }

    public RunningProgram awaitLine(String text) {
        return awaitLines(1, text);
    }

    public ProgramResult awaitEnd(Duration timeout) {
        if (!Program.ended(process, timeout)) {
            kill();
            throw new AssertionError(name + " did not end within " + timeout + ":\n" + out() + err());
        }
        return new ProgramResult(name, process.exitValue(), out(), err());
    }

    /** SIGTERM: the program may say good-bye (a consumer leaves its group). */
    public ProgramResult stop() {
        process.destroy();
        return awaitEnd(TIMEOUT);
    }

    /** SIGKILL: the program just vanishes. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Program.ended(process, TIMEOUT);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        try {
            for (var stream : streams) {
                Files.deleteIfExists(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
