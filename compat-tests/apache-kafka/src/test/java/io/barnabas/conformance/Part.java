// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of the tests that every build runs: of each class its first test, then of each the second, and so on, as long as
 * there are seconds left. A test that alone takes long is left to the full run.
 */
final class Part {
    private final int seconds;
    private final int longest;

    /**
     * Which tests fit.
     *
     * @param seconds that all may take together, one after the other
     * @param longest that one may take
     */
    Part(int seconds, int longest) {
        this.seconds = seconds;
        this.longest = longest;
    }

    /** A test and the seconds that it takes. */
    private record Timed(String test, int seconds) {}

    /** From the tests of each class with the seconds that each takes. */
    Map<String, Set<String>> of(Map<String, Map<String, Integer>> classes) {
        var queues = new TreeMap<String, Deque<Timed>>();
        classes.forEach((name, tests) -> queues.put(name, shortOnes(tests)));
        var part = new TreeMap<String, Set<String>>();
        var left = seconds;
        while (!queues.isEmpty()) {
            for (var queue : List.copyOf(queues.entrySet())) {
                var next = queue.getValue().poll();
                if (next == null || next.seconds() > left) {
                    queues.remove(queue.getKey());
                } else {
                    left -= next.seconds();
                    part.computeIfAbsent(queue.getKey(), unused -> new TreeSet<>())
                            .add(next.test());
                }
            }
        }
        return part;
    }

    private Deque<Timed> shortOnes(Map<String, Integer> tests) {
        var timed = new ArrayDeque<Timed>();
        new TreeMap<>(tests).forEach((test, took) -> {
            if (took <= longest) {
                timed.add(new Timed(test, took));
            }
        });
        return timed;
    }
}
