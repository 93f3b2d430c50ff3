// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.logging.StderrLogging;
import io.barnabas.cli.Cli;
import io.barnabas.cli.command.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program: reads the command line, gives a command for the terminal to {@link Cli}, or starts the broker, says so in one line on stdout, and stops it when the process is asked to end.
 * What a user did wrong is one line on stderr and exit code 1.
 */
public final class Barnabas {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    /** Not an exit code: the broker is up and ends with the process. */
    private static final int RUNNING = -1;

    /** For those who wait for Kafka's container until its log says that it has started. */
    private static final String KAFKA_WORDS =
            "Kafka Server started: BrokerLifecycleManager Transitioning from RECOVERY to RUNNING";

    private final InstantSource clock;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Companion companion;

    Barnabas(InstantSource clock, InputStream in, PrintStream out, PrintStream err) {
        this(clock, in, out, err, Companion.NONE);
    }

    private Barnabas(InstantSource clock, InputStream in, PrintStream out, PrintStream err, Companion companion) {
        this.companion = companion;
        this.clock = clock;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) throws InterruptedException {
        run(arguments, Companion.NONE);
    }

    /** The program with something that lives beside the broker; returns when the process ends. */
    @SuppressWarnings("SystemOut") // A command's own output.
    public static void run(String[] arguments, Companion companion) throws InterruptedException {
        StderrLogging.install();
        int exitCode = new Barnabas(InstantSource.system(), System.in, System.out, System.err, companion)
                .run(List.of(arguments));
        if (exitCode == RUNNING) {
            Thread.currentThread().join(); // All other threads are daemons; a signal ends the process.
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** The exit code, or RUNNING. */
    int run(List<String> arguments) {
        if (!arguments.isEmpty() && Cli.knows(arguments.get(0))) {
            boolean colours = System.getenv("BARNABAS_COLOURS") != null; // The launcher sees what the output is.
            return Cli.run(arguments, new Terminal(in, out, err, clock, colours, version()));
        }
        try {
            CommandLine commandLine = CommandLine.parse(arguments, System.getenv());
            switch (commandLine.action()) {
                case PRINT_HELP -> out.println(CommandLine.USAGE);
                case PRINT_VERSION -> out.println("Barnabas " + version());
                case REHEARSE -> {
                    BrokerServer server = start(commandLine);
                    Rehearsal.with(server.address(), clock);
                }
                case HEALTH -> {
                    return Health.check(commandLine.listeners(), out, err) ? DONE : FAILED;
                }
                case START -> {
                    BrokerServer server = start(commandLine);
                    AutoCloseable beside = commandLine.console().isEmpty()
                            ? Companion.NONE.start(Map.of(), server.view())
                            : companion.start(commandLine.console(), server.view());
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, beside), "shutdown"));
                    return RUNNING;
                }
            }
            return DONE;
        } catch (StartupException e) {
            err.println("barnabas: " + e.getMessage());
            return FAILED;
        } catch (RuntimeException | Error e) {
            err.println("barnabas: cannot start because of an unexpected error");
            e.printStackTrace(err);
            return FAILED;
        }
    }

    private BrokerServer start(CommandLine commandLine) {
        BrokerServer server =
                BrokerServer.start(commandLine.properties(), commandLine.options(), BrokerEnvironment.of(clock));
        out.println("Barnabas is ready on " + server.address() + " (data in " + server.dataDirectory() + ", started in "
                + sinceProcessStart().toMillis() + " ms)");
        server.advice().forEach(out::println);
        if (commandLine.isContainer()) {
            out.println(KAFKA_WORDS);
        }
        out.flush();
        return server;
    }

    private static void stop(BrokerServer server, AutoCloseable beside) {
        Logger log = LoggerFactory.getLogger(Barnabas.class);
        log.info("Stopping");
        try {
            beside.close();
        } catch (Exception e) {
            log.warn("The console did not end in order", e);
        }
        server.close();
        log.info("Stopped");
    }

    /** From the moment the system made the process, or since the launcher had made ready what only a first start needs. */
    private Duration sinceProcessStart() {
        Instant now = clock.instant();
        String preparedMs = System.getenv("BARNABAS_PREPARED_MS");
        Instant start = preparedMs == null
                ? ProcessHandle.current().info().startInstant().orElse(now)
                : Instant.ofEpochMilli(Long.parseLong(preparedMs));
        return Duration.between(start, now);
    }

    private static String version() {
        String version = Barnabas.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}
