// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import java.util.List;
import java.util.Set;

/** What came of one class, or of those tests of it that were asked for: its results and how long they took. */
record ClassRun(String suite, String className, Set<String> asked, List<Result> results, long millis) {
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
