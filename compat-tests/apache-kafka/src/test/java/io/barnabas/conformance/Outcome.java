// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import java.util.Locale;

/** How a test ended. */
enum Outcome {
    PASSED,
    FAILED,
    SKIPPED;

    static Outcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
