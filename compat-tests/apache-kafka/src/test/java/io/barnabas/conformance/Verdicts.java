// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import io.barnabas.conformance.cluster.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.UniqueId;

/** Which invocations run: what was asked for, without repetitions and without what the list of skipped tests names. */
public final class Verdicts {
    /** The reason of invocations that are not worth a line. */
    static final String NOT_ASKED_FOR = "not asked for";

    /** Stands for what comes before and after the tests of a class. */
    static final String WHOLE_CLASS = "(class)";

    private static final Skipped SKIPPED = skipped();
    private static volatile Set<String> selection = Set.of();

    private Verdicts() {}

    private static Skipped skipped() {
        try {
            return Skipped.read(Project.module().resolve("skipped.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the next class; none means all. */
    static void select(Set<String> tests) {
        selection = tests;
    }

    static ConditionEvaluationResult condition(ExtensionContext context) {
        var id = UniqueId.parse(context.getUniqueId());
        var test = nameOf(id);
        if (!isAskedFor(test, id.getLastSegment().getType().equals("test-template"))) {
            return ConditionEvaluationResult.disabled(NOT_ASKED_FOR);
        }
        return SKIPPED.reason(context.getRequiredTestClass().getSimpleName(), test)
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("asked for"));
    }

    /** A template is asked for when one of its invocations is. */
    private static boolean isAskedFor(String test, boolean isTemplate) {
        return selection.isEmpty()
                || selection.contains(test)
                || (isTemplate && selection.stream().anyMatch(asked -> asked.startsWith(test + "[")));
    }

    /** From outside, a node of its own for the controller cannot be told from a combined one. */
    public static ConditionEvaluationResult repetition(boolean repetition) {
        return repetition
                ? ConditionEvaluationResult.disabled(NOT_ASKED_FOR)
                : ConditionEvaluationResult.enabled("asked for");
    }

    /** What a reader of the log needs to find the cause of a failure. */
    static void explain(ExtensionContext context, Throwable failure) {
        System.err.println("---- " + context.getUniqueId());
        failure.printStackTrace(System.err);
    }

    public static void show(String brokerOutput) {
        System.err.println(
                "---- the broker said\n" + brokerOutput.lines().limit(100).reduce("", (a, b) -> a + b + "\n"));
    }

    /** {@code testPoll[2]} of {@code .../[test-template:testPoll(...)]/[test-template-invocation:#2]}. */
    static String nameOf(UniqueId id) {
        var method = "";
        var number = "";
        for (var segment : id.getSegments()) {
            switch (segment.getType()) {
                case "test-template", "method", "test-factory" ->
                    method = segment.getValue().replaceAll("\\(.*", "");
                case "test-template-invocation" -> number = segment.getValue().replace("#", "");
                default -> {}
            }
        }
        if (method.isEmpty()) {
            return WHOLE_CLASS;
        }
        return number.isEmpty() ? method : method + "[" + number + "]";
    }
}
