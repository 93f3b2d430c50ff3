// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.common.test.junit;

import io.barnabas.conformance.Verdicts;
import io.barnabas.conformance.cluster.ExternalCluster;
import java.util.List;
import org.apache.kafka.common.test.api.ClusterConfig;
import org.apache.kafka.common.test.api.Type;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * Stands in for the class of this name in Kafka's test kit, earlier on the class path: gives a test an
 * {@link ExternalCluster} instead of brokers within its own process. Kafka's extension makes one for each config and type.
 */
public final class RaftClusterInvocationContext implements TestTemplateInvocationContext {
    private final String displayName;
    private final ClusterConfig config;
    private final boolean combined;

    public RaftClusterInvocationContext(String displayName, ClusterConfig config, boolean combined) {
        this.displayName = displayName;
        this.config = config;
        this.combined = combined;
    }

    @Override
    public String getDisplayName(int invocationIndex) {
        return displayName + " [" + invocationIndex + "] " + String.join(",", config.displayTags());
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        var cluster = new ExternalCluster(config, combined);
        return List.of(
                (ExecutionCondition) context -> Verdicts.repetition(isRepetition()),
                (BeforeEachCallback) context -> {
                    if (config.isAutoStart()) {
                        cluster.start();
                    }
                },
                (AfterTestExecutionCallback) context ->
                        context.getExecutionException().ifPresent(failure -> Verdicts.show(cluster.output())),
                (AfterEachCallback) context -> cluster.stop(),
                new ClusterInstanceParameterResolver(cluster));
    }

    private boolean isRepetition() {
        return !combined && config.clusterTypes().contains(Type.CO_KRAFT);
    }
}
