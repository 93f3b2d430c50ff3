// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.cluster.BrokerKind;
import java.util.Arrays;
import java.util.List;

/** What a run is asked for, in system properties; README.md lists them.
 */
record Options(
        BrokerKind broker,
        List<String> suites,
        List<String> classes,
        List<String> tests,
        int workers,
        int seconds,
        int longest,
        int minutes,
        boolean missing,
        boolean record,
        boolean all) {
    static Options fromSystem() {
        return new Options(
                BrokerKind.chosen(),
                list("suite"),
                list("class"),
                list("test"),
                Integer.getInteger("workers", 2),
                Integer.getInteger("seconds", 900),
                Integer.getInteger("longest", 10),
                Integer.getInteger("minutes", 60),
                System.getProperty("missing") != null,
                System.getProperty("record") != null,
                System.getProperty("conformance", "").equals("all"));
    }

    private static List<String> list(String property) {
        return Arrays.stream(System.getProperty(property, "").split(","))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    boolean asksFor(String suite, String className) {
        return (suites.isEmpty() || suites.contains(suite))
                && (classes.isEmpty() || classes.contains(Suites.simpleName(className)));
    }
}
