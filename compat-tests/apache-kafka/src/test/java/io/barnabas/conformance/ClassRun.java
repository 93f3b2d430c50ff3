// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import java.util.List;

/** What came of one class: its results and how long they took. */
record ClassRun(String suite, String className, List<Result> results, long millis) {
    String simpleName() {
        return Suites.simpleName(className);
    }

    long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    String line() {
        return String.format(
                "%-34s %-52s %4d passed %4d failed %4d skipped %6.1f s",
                suite,
                simpleName(),
                count(Outcome.PASSED),
                count(Outcome.FAILED),
                count(Outcome.SKIPPED),
                millis / 1000.0);
    }
}
