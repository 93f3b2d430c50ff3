// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment of a container, as Kafka's own image takes it: {@code KAFKA_LOG_RETENTION_HOURS} is {@code log.retention.hours},
 * two underscores stand for one, three for a hyphen. What is no property of Kafka's is left out with one warning.
 */
public final class KafkaEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEnvironment.class);
    private static final String PREFIX = "KAFKA_";
    private static final String CREATE_TOPICS = "KAFKA_CREATE_TOPICS";

    /** For the virtual machine and the logging of the image; a heap is set by the script that starts Java. */
    private static final Set<String> NOT_PROPERTIES = Set.of(
            CREATE_TOPICS,
            "KAFKA_VERSION",
            "KAFKA_HEAP_OPTS",
            "KAFKA_LOG4J_OPTS",
            "KAFKA_OPTS",
            "KAFKA_JMX_OPTS",
            "KAFKA_JMX_PORT",
            "KAFKA_JMX_HOSTNAME",
            "KAFKA_JVM_PERFORMANCE_OPTS",
            "KAFKA_GC_LOG_OPTS",
            "KAFKA_LOG4J_ROOT_LOGLEVEL",
            "KAFKA_LOG4J_LOGGERS",
            "KAFKA_TOOLS_LOG4J_LOGLEVEL");

    private final Map<String, String> variables;

    public KafkaEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** By Kafka's names. */
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        StringBuilder unknown = new StringBuilder();
        for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
            String key = variable.getKey();
            if (!key.startsWith(PREFIX) || NOT_PROPERTIES.contains(key)) {
                continue;
            }
            String name = propertyName(key);
            if (ConfigFile.isKnown(name)) {
                properties.put(name, variable.getValue());
            } else {
                unknown.append(unknown.isEmpty() ? "" : ", ").append(key);
            }
        }
        if (!unknown.isEmpty()) {
            LOG.warn("Ignored {}: Kafka has no such properties", unknown);
        }
        return properties;
    }

    static String propertyName(String variable) {
        return variable.substring(PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.')
                .replace("...", "-")
                .replace("..", "_");
    }

    /** {@code CLUSTER_ID}: of the cluster that a start on an empty directory founds. */
    public @Nullable String clusterId() {
        String id = variables.get("CLUSTER_ID");
        return id == null || id.isBlank() ? null : id.strip();
    }

    /** The topics of {@code KAFKA_CREATE_TOPICS}; empty for none. */
    public String createTopics() {
        return variables.getOrDefault(CREATE_TOPICS, "");
    }
}
