// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.conformance.cluster.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Kafka's integration tests: those that the ledger says are passed have to pass. */
class ConformanceIT {
    private final Options options = Options.fromSystem();
    private final Suites suites = Suites.read(Project.module().resolve("classes.txt"));
    private final Ledger ledger = Ledger.read(Project.module().resolve("ledger.tsv"));
    private final Path page = Project.root().resolve("docs/conformance.md");

    ConformanceIT() throws IOException {}

    @TestFactory
    Stream<DynamicTest> shouldPassWhatKafkaPasses() throws IOException, InterruptedException {
        var orders = new Selection(options, suites, ledger).orders();
        var asked = new TreeMap<String, Set<String>>();
        orders.forEach(order -> asked.put(order.className(), order.tests()));
        var runs = new Run(options, orders, this::tell).run();
        var sum = new ClassRun(
                "all",
                runs.size() + " classes",
                runs.stream().flatMap(run -> run.results().stream()).toList(),
                runs.stream().mapToLong(ClassRun::millis).sum());
        System.out.println(sum.line());
        var judgement = new Judgement(options.broker(), ledger);
        return runs.stream()
                .map(run -> DynamicTest.dynamicTest(
                        run.simpleName(),
                        () -> assertThat(judgement.complaints(run, asked.getOrDefault(run.className(), Set.of())))
                                .isEmpty()));
    }

    private synchronized void tell(ClassRun run) {
        System.out.println(run.line());
        if (options.record()) {
            try {
                ledger.record(options.broker(), run.simpleName(), run.results());
                ledger.write();
                Files.writeString(page, report());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void shouldPublishTheLedger() throws IOException {
        assertThat(page).content().isEqualTo(report());
    }

    private String report() {
        return new Report(suites, ledger).print(System.getProperty("kafka.version", "4.3.1"));
    }
}
