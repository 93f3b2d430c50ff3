// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A broker of either kind as a process on a directory: started and stopped as often as a test wants. */
final class BrokerProcess {
    private static final long READY_TIMEOUT_MS = 60_000;
    private static final long STOP_TIMEOUT_MS = 30_000;

    /** None outlives the process of the tests, not even when that is told to end. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final BrokerKind kind;
    private final Path propertiesFile;
    private final Path outputFile;
    private final Path archiveInTheMaking;
    private @Nullable Process process;

    BrokerProcess(BrokerKind kind, Path directory) {
        this.kind = kind;
        this.propertiesFile = directory.resolve("server.properties");
        this.outputFile = directory.resolve("output");
        this.archiveInTheMaking = directory.resolve("kafka.jsa");
    }

    /** Returns once the broker says that it is ready; a broker that ends before that is an exception with its output. */
    void start(Map<String, String> properties) throws IOException, InterruptedException {
        var lines = new StringBuilder();
        properties.forEach((name, value) ->
                lines.append(name).append('=').append(escaped(value)).append('\n'));
        Files.writeString(propertiesFile, lines);
        Files.deleteIfExists(outputFile);
        var started = new ProcessBuilder(kind.command(propertiesFile, archiveInTheMaking))
                .redirectErrorStream(true)
                .redirectOutput(outputFile.toFile())
                .start();
        process = started;
        RUNNING.add(started);
        started.getOutputStream().close();
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_TIMEOUT_MS);
        while (!kind.saysReady(output())) {
            if (started.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException(kind + " ended with " + started.exitValue() + ":\n" + output());
            }
            if (System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException(kind + " was not ready in time:\n" + output());
            }
        }
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    String output() throws IOException {
        return Files.exists(outputFile) ? Files.readString(outputFile, StandardCharsets.UTF_8) : "";
    }

    /** As an operator does it. */
    void stop() throws IOException, InterruptedException {
        if (process == null) {
            return;
        }
        RUNNING.remove(process);
        process.destroy();
        if (!process.waitFor(STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException(kind + " did not stop in time:\n" + output());
        }
        if (Files.exists(archiveInTheMaking)) {
            Files.move(archiveInTheMaking, BrokerKind.archive(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** When nobody will start it again. */
    void end() throws IOException, InterruptedException {
        if (process != null && Files.exists(BrokerKind.archive())) {
            process.destroyForcibly().waitFor();
        }
        stop();
    }
}
