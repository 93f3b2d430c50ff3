// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.test.api.ClusterTemplate;
import org.apache.kafka.common.test.api.ClusterTest;
import org.apache.kafka.common.test.api.ClusterTests;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A process that runs one class of tests after the other: a line {@code class TAB test TAB test...} on its input, the lines of
 * the results and an empty one on its output. What the tests themselves print goes to the standard error.
 */
public final class Worker {
    private Worker() {}

    public static void main(String[] arguments) throws IOException {
        var answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        var launcher = LauncherFactory.create();
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var request = requests.readLine(); request != null; request = requests.readLine()) {
            var words = Arrays.asList(request.split("\t"));
            Verdicts.select(Set.copyOf(words.subList(1, words.size())));
            run(launcher, words.get(0), answers);
            answers.println();
        }
        // Threads that a test has left behind must not keep the process.
        System.exit(0);
    }

    private static void run(Launcher launcher, String className, PrintStream answers) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(className))
                .filters((PostDiscoveryFilter) Worker::ofClusters)
                .configurationParameters(Map.of(
                        "junit.jupiter.execution.timeout.testable.method.default",
                        "120 s",
                        "junit.jupiter.execution.timeout.mode",
                        "enabled",
                        "junit.jupiter.extensions.autodetection.enabled",
                        "true"))
                .build();
        launcher.execute(request, new Listener(answers));
    }

    /** Where only some tests of a class are given a cluster, the others are Kafka's own affair. */
    private static FilterResult ofClusters(TestDescriptor descriptor) {
        if (descriptor.getSource().orElse(null) instanceof MethodSource source) {
            return FilterResult.includedIf(isGivenCluster(source.getJavaMethod())
                    || Arrays.stream(source.getJavaClass().getMethods()).noneMatch(Worker::isGivenCluster));
        }
        return FilterResult.included("a container");
    }

    private static boolean isGivenCluster(Method method) {
        return method.isAnnotationPresent(ClusterTest.class)
                || method.isAnnotationPresent(ClusterTests.class)
                || method.isAnnotationPresent(ClusterTemplate.class);
    }

    private static final class Listener implements TestExecutionListener {
        private final PrintStream answers;
        private final Map<String, Long> starts = new ConcurrentHashMap<>();

        Listener(PrintStream answers) {
            this.answers = answers;
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            starts.put(test.getUniqueId(), System.nanoTime());
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            if (!reason.equals(Verdicts.NOT_ASKED_FOR)) {
                report(test, Outcome.SKIPPED, reason);
            }
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            var message = result.getThrowable().map(Throwable::toString).orElse("");
            switch (result.getStatus()) {
                case SUCCESSFUL -> {
                    if (test.isTest()) {
                        report(test, Outcome.PASSED, "");
                    }
                }
                case ABORTED ->
                    report(
                            test,
                            Outcome.SKIPPED,
                            result.getThrowable().map(Throwable::getMessage).orElse(""));
                case FAILED -> report(test, Outcome.FAILED, message);
            }
        }

        private void report(TestIdentifier test, Outcome outcome, String message) {
            var millis = (System.nanoTime() - starts.getOrDefault(test.getUniqueId(), System.nanoTime())) / 1_000_000;
            answers.println(Result.of(Verdicts.nameOf(test.getUniqueIdObject()), outcome, millis, message)
                    .line());
        }
    }

    static String join(String className, Set<String> tests) {
        return className + tests.stream().map(test -> "\t" + test).collect(Collectors.joining());
    }
}
