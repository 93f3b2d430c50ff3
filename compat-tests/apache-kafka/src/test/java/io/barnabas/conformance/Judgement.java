// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.cluster.BrokerKind;
import java.util.ArrayList;
import java.util.List;

/** Compares what a class did with what the ledger says that it does. */
final class Judgement {
    private final BrokerKind broker;
    private final Ledger ledger;

    Judgement(BrokerKind broker, Ledger ledger) {
        this.broker = broker;
        this.ledger = ledger;
    }

    /** What is wrong: a test that has to pass and did not, or was not even run, and a test that nobody has recorded. */
    List<String> complaints(ClassRun run) {
        var complaints = new ArrayList<String>();
        var known = ledger.of(run.simpleName());
        var results = new java.util.TreeMap<String, Result>();
        run.results().forEach(result -> results.put(result.test(), result));
        known.forEach((test, entry) -> {
            if (entry.mustPass(broker) && (run.asked().isEmpty() || run.asked().contains(test))) {
                var result = results.get(test);
                if (result == null) {
                    complaints.add(test + " was not run");
                } else if (result.outcome() != Outcome.PASSED) {
                    complaints.add(test + " " + result.outcome().word() + ": " + result.message());
                }
            }
        });
        results.forEach((test, result) -> {
            if (!known.containsKey(test)) {
                complaints.add(test + " " + result.outcome().word() + " and is not in the ledger: " + result.message());
            }
        });
        return complaints;
    }
}
