// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.conformance.cluster.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Kafka's integration tests: those that the ledger says are passed have to pass. */
class ConformanceIT {
    private final Options options = Options.fromSystem();
    private final Suites suites = Suites.read(Project.module().resolve("classes.txt"));
    private final Ledger ledger = readLedger();
    private final Path page = Project.root().resolve("docs/conformance.md");

    ConformanceIT() throws IOException {}

    @TestFactory
    Stream<DynamicTest> shouldPassWhatKafkaPasses() throws IOException, InterruptedException {
        var orders = new Selection(options, suites, ledger).orders();
        var runs = new Run(options, orders, this::tell).run();
        var sum = new ClassRun(
                "all",
                runs.size() + " orders",
                Set.of(),
                runs.stream().flatMap(run -> run.results().stream()).toList(),
                runs.stream().mapToLong(ClassRun::millis).sum());
        System.out.println(sum.line());
        var judgement = new Judgement(options.broker(), ledger);
        return runs.stream()
                .map(run -> DynamicTest.dynamicTest(
                        run.simpleName(),
                        () -> assertThat(judgement.complaints(run)).isEmpty()));
    }

    private synchronized void tell(ClassRun run) {
        System.out.println(run.line());
        if (options.record()) {
            try {
                // Read anew, as a run on the other broker may be writing too.
                var newest = readLedger();
                newest.record(options.broker(), run.simpleName(), run.asked(), run.results());
                newest.write();
                Files.writeString(page, report(newest));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void shouldPublishTheLedger() throws IOException {
        assertThat(page).content().isEqualTo(report(readLedger()));
    }

    private static Ledger readLedger() throws IOException {
        return Ledger.read(Project.module().resolve("ledger.tsv"));
    }

    private String report(Ledger ledger) {
        return new Report(suites, ledger).print(System.getProperty("kafka.version", "4.3.1"));
    }
}
