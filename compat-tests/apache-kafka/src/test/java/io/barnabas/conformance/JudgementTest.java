// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.conformance.cluster.BrokerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgementTest {
    @TempDir
    private Path directory;

    @Test
    void shouldBeContentWithWhatTheLedgerSays() throws IOException {
        var ledger =
                ledger("TopicTest\ttestA[1]\tpassed\tpassed\t0\t", "TopicTest\ttestB[1]\tpassed\tfailed\t0\tpending");

        var complaints =
                judge(ledger, Set.of(), result("testA[1]", Outcome.PASSED), result("testB[1]", Outcome.FAILED));

        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldComplainOfATestThatNoLongerPasses() throws IOException {
        var ledger = ledger("TopicTest\ttestA[1]\tpassed\tpassed\t0\t");

        var complaints = judge(ledger, Set.of(), result("testA[1]", Outcome.FAILED));

        assertThat(complaints).containsExactly("testA[1] failed: why");
    }

    @Test
    void shouldComplainOfATestThatWasNotRun() throws IOException {
        var ledger = ledger("TopicTest\ttestA[1]\tpassed\tpassed\t0\t", "TopicTest\ttestB[1]\tpassed\tpassed\t0\t");

        var complaints = judge(ledger, Set.of(), result("testA[1]", Outcome.PASSED));

        assertThat(complaints).containsExactly("testB[1] was not run");
    }

    @Test
    void shouldNotMissWhatNobodyAskedFor() throws IOException {
        var ledger = ledger("TopicTest\ttestA[1]\tpassed\tpassed\t0\t", "TopicTest\ttestB[1]\tpassed\tpassed\t0\t");

        var complaints = judge(ledger, Set.of("testA[1]"), result("testA[1]", Outcome.PASSED));

        assertThat(complaints).isEmpty();
    }

    @Test
    void shouldComplainOfATestThatNobodyRecorded() throws IOException {
        var complaints = judge(ledger(), Set.of(), result("testA[1]", Outcome.PASSED));

        assertThat(complaints).containsExactly("testA[1] passed and is not in the ledger: why");
    }

    @Test
    void shouldReadTheLedgerThatItWrites() throws IOException {
        var ledger = ledger("TopicTest\ttestA[1]\tpassed\t-\t0\t", "TopicTest\ttestB[1]\tskipped\t-\t0\tneeds two");

        ledger.record(BrokerKind.BARNABAS, "TopicTest", Set.of(), List.of(result("testA[1]", Outcome.PASSED)));
        ledger.write();

        assertThat(Files.readAllLines(directory.resolve("ledger.tsv")))
                .containsExactly(
                        "TopicTest\ttestA[1]\tpassed\tpassed\t1\t", "TopicTest\ttestB[1]\tskipped\t-\t0\tneeds two");
    }

    @Test
    void shouldKeepWhatAPartOfAClassDoesNotTouch() throws IOException {
        var ledger = ledger("TopicTest\ttestA[1]\tpassed\t-\t0\t", "TopicTest\ttestB[1]\tpassed\tpassed\t0\t");

        ledger.record(
                BrokerKind.BARNABAS, "TopicTest", Set.of("testA[1]"), List.of(result("testA[1]", Outcome.FAILED)));
        ledger.write();

        assertThat(Files.readAllLines(directory.resolve("ledger.tsv")))
                .containsExactly(
                        "TopicTest\ttestA[1]\tpassed\tfailed\t1\twhy", "TopicTest\ttestB[1]\tpassed\tpassed\t0\t");
    }

    private Ledger ledger(String... lines) throws IOException {
        return Ledger.read(Files.write(directory.resolve("ledger.tsv"), List.of(lines)));
    }

    private static Result result(String test, Outcome outcome) {
        return new Result(test, outcome, 1, "why");
    }

    private static List<String> judge(Ledger ledger, Set<String> asked, Result... results) {
        var run = new ClassRun("suite", "org.apache.kafka.TopicTest", asked, List.of(results), 1);
        return new Judgement(BrokerKind.BARNABAS, ledger).complaints(run);
    }
}
