// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import java.util.List;

/** One test's end, as a worker reports it: {@code test} is the method and the number of its invocation, {@code testPoll[2]}. */
record Result(String test, Outcome outcome, long millis, String message) {
    private static final int MESSAGE_LENGTH = 300;

    static Result of(String test, Outcome outcome, long millis, String message) {
        var line = message.replaceAll("\\s+", " ").trim();
        return new Result(test, outcome, millis, line.substring(0, Math.min(line.length(), MESSAGE_LENGTH)));
    }

    /** The next of 1, 2, 5, 10, 20, 50 and so on, so that it is the same in most runs. */
    int roughSeconds() {
        var unit = 1;
        while (true) {
            for (var step : new int[] {1, 2, 5}) {
                if (millis <= 1000L * step * unit) {
                    return step * unit;
                }
            }
            unit *= 10;
        }
    }

    String line() {
        return String.join("\t", test, outcome.word(), Long.toString(millis), message);
    }

    static Result parse(String line) {
        var cells = List.of(line.split("\t", -1));
        return new Result(cells.get(0), Outcome.of(cells.get(1)), Long.parseLong(cells.get(2)), cells.get(3));
    }
}
