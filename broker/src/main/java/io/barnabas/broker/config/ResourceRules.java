// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicNames;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an administrator may set for a resource, with Kafka's errors and words. Pure; any thread. */
public final class ResourceRules {
    private static final int MAX_VALUE_LENGTH = Short.MAX_VALUE;
    private static final String ELIGIBLE_LEADERS = "eligible.leader.replicas.version";
    private static final String MIN_ISR = "min.insync.replicas";

    private final DynamicConfigs broker;

    public ResourceRules(DynamicConfigs broker) {
        this.broker = broker;
    }

    /** Whether there can be such a resource; whether there is such a topic is known only when its turn comes. */
    public void checkResource(ConfigResource resource, int nodeId) {
        switch (resource.type()) {
            case TOPIC -> {
                refuse(resource.name().isEmpty(), Errors.INVALID_REQUEST, "Default topic resources are not allowed.");
                String problem = TopicNames.problem(resource.name());
                if (problem != null) {
                    throw new ApiException(Errors.INVALID_TOPIC_EXCEPTION, problem);
                }
            }
            case BROKER, BROKER_LOGGER -> {
                if (resource.type() == ConfigResource.Type.BROKER_LOGGER
                        || !resource.name().isEmpty()) {
                    int id = nodeId(resource.name());
                    refuse(
                            id != nodeId,
                            Errors.INVALID_REQUEST,
                            resource.type() == ConfigResource.Type.BROKER
                                    ? "Unexpected broker id, expected " + nodeId + ", but received " + id
                                    : "Unexpected node id. Expected " + nodeId + ", but received " + id);
                }
            }
            case GROUP ->
                refuse(resource.name().isEmpty(), Errors.INVALID_REQUEST, "Default group resources are not allowed.");
            case CLIENT_METRICS ->
                refuse(resource.name().isEmpty(), Errors.INVALID_REQUEST, "Subscription name can't be empty");
        }
    }

    private static int nodeId(String name) {
        try {
            return Integer.parseInt(name);
        } catch (NumberFormatException e) {
            throw new ApiException(Errors.INVALID_REQUEST, "Node id must be an integer, but it is: " + name);
        }
    }

    /** Whether these steps can be taken at all, for a resource of that type if there is such a type. */
    public void checkSteps(ConfigResource.@Nullable Type type, List<ConfigChange> changes) {
        Set<String> names = new HashSet<>();
        for (ConfigChange change : changes) {
            refuse(!names.add(change.name()), Errors.INVALID_REQUEST, "Error due to duplicate config keys");
        }
        for (ConfigChange change : changes) {
            refuse(
                    change.value() == null && change.kind() != ConfigChange.Kind.DELETE,
                    Errors.INVALID_REQUEST,
                    "Null value not supported for : " + change.name());
        }
        if (type == ConfigResource.Type.TOPIC || type == ConfigResource.Type.GROUP) {
            ConfigChanges.checkLists(type, changes);
        }
    }

    /** The entries after an incremental change, checked; throws {@link ApiException}. */
    public Map<String, String> changed(
            MetadataImage image, ConfigResource resource, List<ConfigChange> changes, Map<String, String> before) {
        Map<String, String> wanted = new TreeMap<>(before);
        ConfigChanges.apply(resource, changes, wanted);
        check(image, resource, before, wanted);
        return wanted;
    }

    /** Throws {@link ApiException} unless the resource may have the wanted entries in place of those it has. */
    public void check(
            MetadataImage image, ConfigResource resource, Map<String, String> before, Map<String, String> wanted) {
        Map<String, String> news = new TreeMap<>(wanted);
        news.entrySet().removeIf(entry -> Objects.equals(before.get(entry.getKey()), entry.getValue()));
        for (String value : news.values()) {
            refuse(
                    value.length() > MAX_VALUE_LENGTH,
                    Errors.INVALID_CONFIG,
                    "The configuration value cannot be added because it exceeds the maximum value size of "
                            + MAX_VALUE_LENGTH + " bytes.");
        }
        checkMinInsyncReplicas(image, resource, before, wanted);
        switch (resource.type()) {
            case TOPIC -> checkTopic(wanted, news);
            case BROKER -> checkBroker(wanted, news, !resource.name().isEmpty());
            case GROUP -> asError(Errors.INVALID_CONFIG, () -> GroupRules.check(wanted, broker.current()));
            case CLIENT_METRICS -> ClientMetricsRules.check(wanted);
            case BROKER_LOGGER -> throw new IllegalArgumentException("levels of loggers are not kept");
        }
    }

    /** Names that an older Kafka left behind do not keep a topic from being changed. */
    private static void checkTopic(Map<String, String> wanted, Map<String, String> news) {
        Map<String, String> known = new TreeMap<>(wanted);
        known.keySet().removeIf(name -> TopicTable.TABLE.find(name) == null && !news.containsKey(name));
        asError(Errors.INVALID_CONFIG, () -> TopicConfigs.check(known));
    }

    private void checkBroker(Map<String, String> wanted, Map<String, String> news, boolean perBroker) {
        asError(Errors.INVALID_REQUEST, () -> BrokerChanges.check(broker.current(), wanted, news, perBroker));
    }

    /** KIP-966: once replicas are tracked, the bound must be the same on all brokers. */
    private static void checkMinInsyncReplicas(
            MetadataImage image, ConfigResource resource, Map<String, String> before, Map<String, String> wanted) {
        if (resource.type() == ConfigResource.Type.BROKER
                && image.featureLevel(ELIGIBLE_LEADERS) > 0
                && !Objects.equals(before.get(MIN_ISR), wanted.get(MIN_ISR))) {
            refuse(
                    !resource.name().isEmpty(),
                    Errors.INVALID_CONFIG,
                    "Broker-level min.insync.replicas cannot be altered while ELR is enabled.");
            refuse(
                    !wanted.containsKey(MIN_ISR),
                    Errors.INVALID_CONFIG,
                    "Cluster-level min.insync.replicas cannot be removed while ELR is enabled.");
        }
    }

    private static void asError(Errors error, Runnable check) {
        try {
            check.run();
        } catch (InvalidConfigException e) {
            throw new ApiException(error, e.getMessage());
        }
    }

    private static void refuse(boolean condition, Errors error, String message) {
        if (condition) {
            throw new ApiException(error, message);
        }
    }
}
