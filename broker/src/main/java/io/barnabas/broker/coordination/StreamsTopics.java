// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.metadata.CreateTopics;
import io.barnabas.broker.metadata.MetadataConfig;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.TopicConfigRules;
import io.barnabas.coordinator.group.streams.InternalTopicSpec;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopicConfig;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicResult;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the repartition and changelog topics that streams groups need. A group asks with every heartbeat until they are
 * there: what is under way is not begun again, and what went wrong is remembered for a while, to be told to the members.
 * For any thread.
 */
public final class StreamsTopics {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsTopics.class);

    private static final short DEFAULT_REPLICATION = -1;
    private static final int MOST_FAILURES = 1_000;
    private static final int INTERVALS_TOLD = 2;

    private final MetadataLoop metadata;
    private final MetadataConfig config;
    private final TopicConfigRules rules;
    private final InstantSource clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    /** Not tried again before {@code retryMs}, and told until {@code untilMs}. */
    private record Failure(String reason, long retryMs, long untilMs) {}

    public StreamsTopics(MetadataLoop metadata, MetadataConfig config, TopicConfigRules rules, InstantSource clock) {
        this.metadata = metadata;
        this.config = config;
        this.rules = rules;
        this.clock = clock;
    }

    /** Begins what has not been begun; what failed is begun anew when {@code intervalMs} has passed, and told for two of them. */
    public void create(Collection<InternalTopicSpec> topics, long intervalMs) {
        long nowMs = clock.millis();
        List<CreatableTopic> begun = new ArrayList<>();
        for (InternalTopicSpec topic : topics) {
            Failure failure = failures.get(topic.name());
            boolean isDue = failure == null || failure.retryMs() <= nowMs;
            if (isDue && underWay.add(topic.name())) {
                begun.add(creatable(topic));
            }
        }
        if (begun.isEmpty()) {
            return;
        }
        var operation = new CreateTopics(begun, false, name -> false, config, rules, Uuids::random);
        var unused = metadata.submit(operation).whenComplete((results, failure) -> {
            if (failure != null) {
                LOG.warn("The topics {} of a streams group could not be created.", names(begun), failure);
                begun.forEach(topic -> failed(topic.name(), String.valueOf(failure.getMessage()), intervalMs));
            } else {
                results.forEach(result -> note(result, intervalMs));
            }
            names(begun).forEach(underWay::remove);
        });
    }

    private static List<String> names(List<CreatableTopic> topics) {
        return topics.stream().map(CreatableTopic::name).toList();
    }

    private static CreatableTopic creatable(InternalTopicSpec topic) {
        List<CreatableTopicConfig> configs = new ArrayList<>();
        topic.configs()
                .forEach((name, value) ->
                        configs.add(new CreatableTopicConfig().setName(name).setValue(value)));
        return new CreatableTopic()
                .setName(topic.name())
                .setNumPartitions(topic.partitions())
                .setReplicationFactor(topic.replicationFactor() == 0 ? DEFAULT_REPLICATION : topic.replicationFactor())
                .setConfigs(configs);
    }

    private void note(CreatableTopicResult result, long intervalMs) {
        Errors error = Errors.forCode(result.errorCode());
        if (error == Errors.NONE || error == Errors.TOPIC_ALREADY_EXISTS) {
            failures.remove(result.name());
        } else {
            failed(result.name(), Objects.requireNonNullElse(result.errorMessage(), error.message()), intervalMs);
        }
    }

    private void failed(String topic, String reason, long intervalMs) {
        long nowMs = clock.millis();
        if (failures.size() >= MOST_FAILURES) {
            failures.values().removeIf(failure -> failure.untilMs() <= nowMs);
        }
        failures.put(topic, new Failure(reason, nowMs + intervalMs, nowMs + INTERVALS_TOLD * intervalMs));
    }

    /** Why topics could not be created of late, by name. */
    public SortedMap<String, String> failures(Collection<InternalTopicSpec> topics) {
        long nowMs = clock.millis();
        SortedMap<String, String> reasons = new TreeMap<>();
        for (InternalTopicSpec topic : topics) {
            Failure failure = failures.get(topic.name());
            if (failure != null && failure.untilMs() > nowMs) {
                reasons.put(topic.name(), failure.reason());
            }
        }
        return reasons;
    }
}
