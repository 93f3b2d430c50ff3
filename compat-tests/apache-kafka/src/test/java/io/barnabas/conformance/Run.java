// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.cluster.BrokerKind;
import io.barnabas.conformance.cluster.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hands the classes to some workers, each of which takes the next one when it is done, and gathers what they say. */
final class Run {
    /** One class and those of its tests that are wanted; none means all. */
    record Order(String suite, String className, Set<String> tests) {}

    private final Options options;
    private final ConcurrentLinkedQueue<Order> orders;
    private final long deadline;
    private final Consumer<ClassRun> whenDone;
    private final List<ClassRun> done = Collections.synchronizedList(new ArrayList<>());

    Run(Options options, List<Order> orders, Consumer<ClassRun> whenDone) {
        this.deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(options.minutes());
        this.whenDone = whenDone;
        this.options = options;
        this.orders = new ConcurrentLinkedQueue<>(orders);
    }

    List<ClassRun> run() throws IOException, InterruptedException {
        var kafka = options.broker() == BrokerKind.KAFKA ? kafkaClassPath() : "";
        var threads = Executors.newFixedThreadPool(options.workers());
        try {
            var workers = new ArrayList<Future<?>>();
            for (var number = 1; number <= options.workers(); number++) {
                var mine = number;
                workers.add(threads.submit(() -> {
                    work(mine, kafka);
                    return null;
                }));
            }
            for (var worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return List.copyOf(done);
    }

    private void work(int number, String kafkaClassPath) throws IOException {
        try (var worker = WorkerProcess.start(number, options.broker(), kafkaClassPath)) {
            for (var order = orders.poll(); order != null && System.nanoTime() < deadline; order = orders.poll()) {
                var start = System.nanoTime();
                var results = worker.run(order.className(), order.tests());
                var run = new ClassRun(
                        order.suite(),
                        order.className(),
                        order.tests(),
                        results,
                        (System.nanoTime() - start) / 1_000_000);
                done.add(run);
                whenDone.accept(run);
            }
        }
    }

    /** The first use fetches the jars of Kafka's server. */
    private static String kafkaClassPath() throws IOException, InterruptedException {
        var process = new ProcessBuilder(Project.root().resolve("bin/kafka").toString(), "class-path")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        if (process.waitFor() != 0) {
            throw new IOException("bin/kafka class-path failed");
        }
        return out;
    }
}
