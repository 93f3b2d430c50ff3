// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.cluster.BrokerKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which tests a run is made of. */
final class Selection {
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
        suites.classes()
                .forEach((suite, classes) -> classes.stream()
                        .filter(name -> options.asksFor(suite, name))
                        .filter(name -> !options.missing() || isUnknown(name))
                        .map(name -> new Run.Order(suite, name, tests(name)))
                        .filter(order -> !order.tests().isEmpty() || isNew(order.className()))
                        .forEach(orders::add));
        orders.sort(Comparator.comparingInt((Run.Order order) -> weight(order)).reversed());
        return orders;
    }

    /** Nobody knows its tests yet, so all are asked for; no part of the ledger is ever new. */
    private boolean isNew(String className) {
        return options.all()
                && (options.broker() == BrokerKind.KAFKA
                        || tests(Suites.simpleName(className), entry -> entry.kafka() != null)
                                .isEmpty());
    }

    private boolean isUnknown(String className) {
        return ledger.of(Suites.simpleName(className)).values().stream()
                .allMatch(entry -> entry.of(options.broker()) == null);
    }

    private int weight(Run.Order order) {
        return order.tests().isEmpty()
                ? ledger.of(Suites.simpleName(order.className())).size()
                : order.tests().size();
    }

    /** None means all. Apache Kafka is asked for all, Barnabas for what Kafka passes. */
    private Set<String> tests(String className) {
        if (!options.tests().isEmpty()) {
            return Set.copyOf(options.tests());
        }
        var name = Suites.simpleName(className);
        if (!options.all()) {
            return partOf(tests(name, entry -> entry.mustPass(options.broker())));
        }
        return options.broker() == BrokerKind.KAFKA ? Set.of() : tests(name, entry -> entry.kafka() == Outcome.PASSED);
    }

    private Set<String> tests(String simpleName, Predicate<Ledger.Entry> wanted) {
        var tests = new TreeSet<String>();
        ledger.of(simpleName).forEach((test, entry) -> {
            if (wanted.test(entry)) {
                tests.add(test);
            }
        });
        return tests;
    }

    /** The part that every build runs: of each class all tests but every n-th. */
    private Set<String> partOf(Set<String> tests) {
        var part = new TreeSet<String>();
        var number = 0;
        for (var test : tests) {
            if (++number % options.every() != 0) {
                part.add(test);
            }
        }
        return part;
    }
}
