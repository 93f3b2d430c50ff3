// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.cluster.BrokerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who passed which test when it was last recorded, in {@code ledger.tsv}: a line {@code class TAB test TAB Kafka TAB Barnabas TAB seconds
 * TAB note} for each test. It is the expectation of every run: what passed must pass, so the number of tests cannot shrink unseen.
 */
final class Ledger {
    private static final String UNKNOWN = "-";

    /**
     * What is known of a test.
     *
     * @param seconds that Barnabas takes, roughly
     * @param note why it was skipped, or how Kafka fails
     */
    record Entry(@Nullable Outcome kafka, @Nullable Outcome barnabas, int seconds, String note) {
        private static final Entry UNKNOWN = new Entry(null, null, 0, "");

        private Entry without(BrokerKind kind) {
            return kind == BrokerKind.KAFKA
                    ? new Entry(null, barnabas, seconds, note)
                    : new Entry(kafka, null, 0, note);
        }

        private Entry with(BrokerKind kind, Result result) {
            var why = result.outcome() == Outcome.PASSED ? "" : result.message();
            return kind == BrokerKind.KAFKA
                    ? new Entry(result.outcome(), barnabas, seconds, why)
                    : new Entry(kafka, result.outcome(), result.roughSeconds(), why.isEmpty() ? note : why);
        }

        @Nullable
        Outcome of(BrokerKind kind) {
            return kind == BrokerKind.KAFKA ? kafka : barnabas;
        }

        boolean isPassedByBoth() {
            return kafka == Outcome.PASSED && barnabas == Outcome.PASSED;
        }

        /** What Barnabas owes. */
        boolean isMissing() {
            return kafka == Outcome.PASSED && barnabas != Outcome.PASSED;
        }

        /** Whether this broker has to pass it. */
        boolean mustPass(BrokerKind kind) {
            return kafka == Outcome.PASSED && of(kind) == Outcome.PASSED;
        }
    }

    private final Path file;
    private final Map<String, Map<String, Entry>> classes = new TreeMap<>();

    private Ledger(Path file) {
        this.file = file;
    }

    static Ledger read(Path file) throws IOException {
        var ledger = new Ledger(file);
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var cells = line.split("\t", -1);
                ledger.of(cells[0])
                        .put(
                                cells[1],
                                new Entry(outcome(cells[2]), outcome(cells[3]), Integer.parseInt(cells[4]), cells[5]));
            }
        }
        return ledger;
    }

    private static @Nullable Outcome outcome(String word) {
        return word.equals(UNKNOWN) ? null : Outcome.of(word);
    }

    private static String word(@Nullable Outcome outcome) {
        return outcome == null ? UNKNOWN : outcome.word();
    }

    /** The tests of a class, by its simple name. */
    Map<String, Entry> of(String simpleName) {
        return classes.computeIfAbsent(simpleName, name -> new TreeMap<>());
    }

    /** Replaces what is known of this broker and class, or of those of its tests that were asked for. */
    void record(BrokerKind kind, String simpleName, Set<String> asked, List<Result> results) {
        var tests = of(simpleName);
        var old = new TreeMap<>(tests);
        tests.clear();
        old.forEach((test, entry) -> {
            if (!asked.isEmpty() && !asked.contains(test)) {
                tests.put(test, entry);
                return;
            }
            var kept = entry.without(kind);
            if (kept.kafka() != null || kept.barnabas() != null) {
                tests.put(test, kept);
            }
        });
        for (var result : results) {
            tests.put(
                    result.test(),
                    tests.getOrDefault(result.test(), Entry.UNKNOWN).with(kind, result));
        }
    }

    void write() throws IOException {
        var lines = new ArrayList<String>();
        classes.forEach((name, tests) -> tests.forEach((test, entry) -> lines.add(String.join(
                "\t",
                name,
                test,
                word(entry.kafka()),
                word(entry.barnabas()),
                Integer.toString(entry.seconds()),
                entry.note()))));
        Files.write(file, lines);
    }
}
