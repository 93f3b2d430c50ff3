// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.Ledger.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Prints {@code docs/conformance.md} from the ledger. */
final class Report {
    private static final String HEAD = """
            # Conformance: Apache Kafka's own integration tests

            Apache Kafka publishes the integration tests of its release as `test` jars. `bin/dev conformance` runs those that start a
            cluster against `bin/barnabas`, a process of its own on a fresh directory; the classes of the tests are Kafka's and
            unchanged, only the cluster behind them is ours
            ([compat-tests/apache-kafka](../compat-tests/apache-kafka/README.md)). The column Kafka is Apache Kafka VERSION itself in the same
            harness: what does not pass there judges nobody. `bin/dev conformance -Drecord` writes this page from the ledger.

            """;

    private final Suites suites;
    private final Ledger ledger;

    Report(Suites suites, Ledger ledger) {
        this.suites = suites;
        this.ledger = ledger;
    }

    String print(String kafkaVersion) {
        var page = new StringBuilder(HEAD.replace("VERSION", kafkaVersion));
        page.append("| test jar | classes | tests | Kafka passes | Barnabas passes of these | not yet | skipped |\n");
        page.append("|---|--:|--:|--:|--:|--:|--:|\n");
        var all = new ArrayList<Entry>();
        suites.classes().forEach((suite, names) -> {
            var entries = names.stream()
                    .flatMap(name -> tests(name).values().stream())
                    .toList();
            all.addAll(entries);
            page.append(row(suite, Integer.toString(names.size()), entries));
        });
        page.append(row("**all**", "", all));
        suites.classes().forEach((suite, names) -> section(page, suite, names));
        return page.toString();
    }

    private Map<String, Entry> tests(String className) {
        return ledger.of(Suites.simpleName(className));
    }

    private static String row(String name, String classes, Collection<Entry> entries) {
        return String.format(
                "| %s | %s | %d | %d | %d | %d | %d |%n",
                name,
                classes,
                entries.size(),
                count(entries, entry -> entry.kafka() == Outcome.PASSED),
                count(entries, Entry::isPassedByBoth),
                count(entries, Entry::isMissing),
                count(entries, entry -> entry.kafka() == Outcome.SKIPPED));
    }

    private static long count(Collection<Entry> entries, Predicate<Entry> wanted) {
        return entries.stream().filter(wanted).count();
    }

    private void section(StringBuilder page, String suite, List<String> names) {
        page.append("\n## ").append(suite).append("\n\n");
        page.append("| class | tests | Kafka | Barnabas | not yet | skipped |\n|---|--:|--:|--:|--:|--:|\n");
        for (var name : names) {
            var entries = tests(name).values();
            page.append(String.format(
                    "| %s | %d | %d | %d | %d | %d |%n",
                    Suites.simpleName(name),
                    entries.size(),
                    count(entries, entry -> entry.kafka() == Outcome.PASSED),
                    count(entries, Entry::isPassedByBoth),
                    count(entries, Entry::isMissing),
                    count(entries, entry -> entry.kafka() == Outcome.SKIPPED)));
        }
        list(page, "Passed by Kafka, and not yet by Barnabas", names, Entry::isMissing, false);
        list(page, "Skipped", names, entry -> entry.kafka() == Outcome.SKIPPED, true);
        list(page, "Not passed by Kafka itself in this harness", names, entry -> entry.kafka() == Outcome.FAILED, true);
    }

    private void list(StringBuilder page, String title, List<String> names, Predicate<Entry> wanted, boolean why) {
        var lines = new ArrayList<String>();
        for (var name : names) {
            tests(name).entrySet().stream()
                    .filter(test -> wanted.test(test.getValue()))
                    .collect(Collectors.groupingBy(
                            test -> why
                                    ? Objects.requireNonNullElse(test.getValue().note(), "")
                                    : "",
                            java.util.TreeMap::new,
                            Collectors.mapping(test -> "`" + test.getKey() + "`", Collectors.joining(", "))))
                    .forEach((note, tests) -> lines.add(
                            "- " + Suites.simpleName(name) + ": " + tests + (note.isEmpty() ? "" : " - " + note)));
        }
        if (!lines.isEmpty()) {
            page.append("\n**")
                    .append(title)
                    .append("**\n\n")
                    .append(String.join("\n", lines))
                    .append('\n');
        }
    }
}
