// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Holds back the tests that a run does not ask for; JUnit finds it by {@code META-INF/services}. */
public final class AskedFor implements ExecutionCondition, AfterTestExecutionCallback {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod().isPresent()
                ? Verdicts.condition(context)
                : ConditionEvaluationResult.enabled("a class");
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> Verdicts.explain(context, failure));
    }
}
