// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** The operating system's side of a {@link Broker}: one process at a time, its output in one file. */
abstract class BrokerProcess implements Broker {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

    private final BrokerKind kind;
    private final Path dataDirectory;
    private final int port;
    private final Path surroundings;
    private final Path outputFile;
    private @Nullable Process process;

    BrokerProcess(BrokerKind kind, Path dataDirectory, int port) {
        this.kind = kind;
        this.dataDirectory = dataDirectory.toAbsolutePath();
        this.port = port;
        this.surroundings = Objects.requireNonNull(this.dataDirectory.getParent());
        this.outputFile = beside(".out");
    }

    /** A file of the harness: next to the data directory, named after it, and never in it. */
    final Path beside(String suffix) {
        return surroundings.resolve(dataDirectory.getFileName() + suffix);
    }

    /** The command line of one start. It must exec into java, so that its pid is the broker's. */
    abstract List<String> command() throws IOException;

    /** Whether the output of this start says that clients are welcome. */
    abstract boolean saysReady(String outputOfThisStart);

    /** After an orderly stop. */
    void stopped() throws IOException {}

    final void launch() {
        try {
            Files.createDirectories(surroundings);
            var offset = output().length();
            var started = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(outputFile.toFile()))
                    .directory(surroundings.toFile())
                    .start();
            started.getOutputStream().close();
            process = started;
            awaitReady(started, offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Process started, int offset) {
        try {
            Awaitility.await("ready line of " + kind)
                    .atMost(READY_TIMEOUT)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !started.isAlive() || saysReady(output().substring(offset)));
        } catch (ConditionTimeoutException e) {
            started.destroyForcibly();
            throw new AssertionError(kind + " was not ready within " + READY_TIMEOUT + ":\n" + output(), e);
        }
        if (!started.isAlive()) {
            throw new BrokerFailedToStart(kind, started.exitValue(), output().substring(offset));
        }
    }

    @Override
    public BrokerKind kind() {
        return kind;
    }

    int port() {
        return port;
    }

    @Override
    public String bootstrap() {
        return "localhost:" + port;
    }

    @Override
    public Path dataDirectory() {
        return dataDirectory;
    }

    @Override
    public String output() {
        try {
            return Files.exists(outputFile) ? Files.readString(outputFile) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    @Override
    public long pid() {
        if (process == null) {
            throw new IllegalStateException("never started");
        }
        return process.pid();
    }

    @Override
    public void stop() {
        if (process == null || !process.isAlive()) {
            return;
        }
        process.destroy();
        awaitEnd(process);
        try {
            stopped();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd(process);
        }
    }

    private void awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                ending.destroyForcibly();
                throw new AssertionError(kind + " did not stop within " + STOP_TIMEOUT + ":\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void restart() {
        stop();
        launch();
    }

    @Override
    public void close() {
        stop();
    }
}
