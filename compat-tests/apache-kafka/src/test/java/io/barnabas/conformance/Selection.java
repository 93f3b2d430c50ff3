// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.cluster.BrokerKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which tests a run is made of. */
final class Selection {
    /** Tests of a class that a worker takes at a time. */
    private static final int PIECE = 6;

    private static final int UNKNOWN_SECONDS = 2;

    private final Options options;
    private final Suites suites;
    private final Ledger ledger;

    Selection(Options options, Suites suites, Ledger ledger) {
        this.options = options;
        this.suites = suites;
        this.ledger = ledger;
    }

    /** Those with most tests first, so that no worker is left with a long one at the end. */
    List<Run.Order> orders() {
        var orders = new ArrayList<Run.Order>();
        var part = options.all() ? Map.<String, Set<String>>of() : part();
        suites.classes()
                .forEach((suite, classes) -> classes.stream()
                        .filter(name -> options.asksFor(suite, name))
                        .forEach(name -> orders.addAll(orders(suite, name, part))));
        orders.sort(Comparator.comparingInt((Run.Order order) -> order.tests().size())
                .reversed());
        return orders;
    }

    /** Of a class that nobody knows all tests are asked for, and so are all of Apache Kafka; in pieces otherwise. */
    private List<Run.Order> orders(String suite, String className, Map<String, Set<String>> part) {
        var name = Suites.simpleName(className);
        if (!options.tests().isEmpty()) {
            return List.of(new Run.Order(suite, className, Set.copyOf(options.tests())));
        }
        if (!options.all()) {
            return pieces(suite, className, part.getOrDefault(name, Set.of()));
        }
        if (ledger.of(name).isEmpty() || (options.broker() == BrokerKind.KAFKA && !options.missing())) {
            return List.of(new Run.Order(suite, className, Set.of()));
        }
        return pieces(suite, className, tests(name, this::isWanted));
    }

    /** Barnabas has to pass what Apache Kafka passes, or may pass as nobody has asked it. */
    private boolean isWanted(Ledger.Entry entry) {
        return options.missing()
                ? entry.of(options.broker()) == null && entry.kafka() != Outcome.FAILED
                : entry.kafka() == Outcome.PASSED || entry.kafka() == null;
    }

    private static List<Run.Order> pieces(String suite, String className, Set<String> tests) {
        var all = List.copyOf(new TreeSet<>(tests));
        var pieces = new ArrayList<Run.Order>();
        for (var from = 0; from < all.size(); from += PIECE) {
            var piece = all.subList(from, Math.min(all.size(), from + PIECE));
            pieces.add(new Run.Order(suite, className, Set.copyOf(piece)));
        }
        return pieces;
    }

    private Set<String> tests(String simpleName, Predicate<Ledger.Entry> wanted) {
        var tests = new TreeSet<String>();
        ledger.of(simpleName).forEach((test, entry) -> {
            if (wanted.test(entry) && !test.equals(Verdicts.WHOLE_CLASS)) {
                tests.add(test);
            }
        });
        return tests;
    }

    private Map<String, Set<String>> part() {
        var classes = new TreeMap<String, Map<String, Integer>>();
        suites.classes().values().stream()
                .flatMap(List::stream)
                .map(Suites::simpleName)
                .forEach(name -> ledger.of(name).forEach((test, entry) -> {
                    if (entry.mustPass(options.broker())) {
                        classes.computeIfAbsent(name, unused -> new TreeMap<>())
                                .put(test, entry.seconds() == 0 ? UNKNOWN_SECONDS : entry.seconds());
                    }
                }));
        return new Part(options.seconds(), options.longest()).of(classes);
    }
}
