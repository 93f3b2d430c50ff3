// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.cluster.BrokerKind;
import io.barnabas.conformance.cluster.Project;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The parent's side of a {@link Worker}. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final PrintStream requests;
    private final BufferedReader answers;

    private WorkerProcess(Process process) {
        this.process = process;
        this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static WorkerProcess start(int number, BrokerKind kind, String kafkaClassPath) throws IOException {
        Files.createDirectories(Project.target());
        var log = Project.target().resolve(kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + number + ".log");
        var command = List.of(
                Project.java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+EnableDynamicAgentLoading",
                "-ea",
                "-Dbroker=" + kind,
                "-Dkafka.class.path=" + kafkaClassPath,
                "-Dbarnabas=" + Project.barnabas(),
                "-Dkeep=" + Boolean.getBoolean("keep"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        + File.pathSeparator
                        + Project.module().resolve("target/junit4/junit-4.13.2.jar"),
                Worker.class.getName());
        return new WorkerProcess(new ProcessBuilder(command)
                .redirectError(log.toFile())
                .directory(Project.module().toFile())
                .start());
    }

    /** The results of a class; a worker that ends meanwhile is an exception. */
    List<Result> run(String className, Set<String> tests) throws IOException {
        requests.println(Worker.join(className, tests));
        var results = new ArrayList<Result>();
        for (var line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.isEmpty()) {
                return results;
            }
            results.add(Result.parse(line));
        }
        throw new IOException("the worker ended while it ran " + className);
    }

    @Override
    public void close() {
        requests.close();
        process.destroy();
    }
}
