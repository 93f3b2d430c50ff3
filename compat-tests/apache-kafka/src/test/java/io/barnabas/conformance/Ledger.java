// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.cluster.BrokerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who passed which test when it was last recorded, in {@code ledger.tsv}: a line {@code class TAB test TAB Kafka TAB Barnabas TAB note}
 * for each test. It is the expectation of every run: what passed must pass, so the number of tests cannot shrink unseen.
 */
final class Ledger {
    private static final String UNKNOWN = "-";

    /** What is known of a test; the note is why it was skipped, or how Kafka fails. */
    record Entry(@Nullable Outcome kafka, @Nullable Outcome barnabas, String note) {
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
                ledger.of(cells[0]).put(cells[1], new Entry(outcome(cells[2]), outcome(cells[3]), cells[4]));
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

    /** Replaces what is known of this broker and class. */
    void record(BrokerKind kind, String simpleName, List<Result> results) {
        var tests = of(simpleName);
        var old = new TreeMap<>(tests);
        tests.clear();
        old.forEach((test, entry) -> {
            var kept = kind == BrokerKind.KAFKA
                    ? new Entry(null, entry.barnabas(), entry.note())
                    : new Entry(entry.kafka(), null, entry.note());
            if (kept.kafka() != null || kept.barnabas() != null) {
                tests.put(test, kept);
            }
        });
        for (var result : results) {
            var known = tests.getOrDefault(result.test(), new Entry(null, null, ""));
            var note = result.outcome() == Outcome.PASSED ? "" : result.message();
            tests.put(
                    result.test(),
                    kind == BrokerKind.KAFKA
                            ? new Entry(result.outcome(), known.barnabas(), note)
                            : new Entry(known.kafka(), result.outcome(), note.isEmpty() ? known.note() : note));
        }
    }

    void write() throws IOException {
        var lines = new ArrayList<String>();
        classes.forEach((name, tests) -> tests.forEach((test, entry) ->
                lines.add(String.join("\t", name, test, word(entry.kafka()), word(entry.barnabas()), entry.note()))));
        Files.write(file, lines);
    }
}
