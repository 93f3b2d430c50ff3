// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicConfigRules;
import io.barnabas.log.LogConfig;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicConfigs;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a topic: its own entries over the broker's properties that they default to (dynamic over static over
 * Kafka's default). Any thread.
 */
public final class TopicConfigs implements TopicConfigRules {
    private final DynamicConfigs broker;
    private volatile @Nullable Defaults defaults;

    /** The config of a topic without entries, for as long as the broker's values stay. */
    private record Defaults(ConfigValues values, LogConfig config) {}

    public TopicConfigs(DynamicConfigs broker) {
        this.broker = broker;
    }

    /**
     * Checks the entries that a topic is to have.
     *
     * @throws InvalidConfigException with Kafka's message when one is unknown, has a bad value or contradicts another
     */
    static void check(Map<String, String> entries) {
        for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
            if (TopicTable.TABLE.find(entry.getKey()) == null) {
                throw new InvalidConfigException("Unknown topic config name: " + entry.getKey());
            }
        }
        entries.forEach((name, value) -> entry(name).check(value));
        long minLag = Long.parseLong(valueOrDefault("min.compaction.lag.ms", entries));
        long maxLag = Long.parseLong(valueOrDefault("max.compaction.lag.ms", entries));
        if (minLag > maxLag) {
            throw new InvalidConfigException("conflict topic config setting min.compaction.lag.ms (" + minLag
                    + ") > max.compaction.lag.ms (" + maxLag + ")");
        }
        if (valueOrDefault("remote.storage.enable", entries).equals("true")) {
            throw new InvalidConfigException("Tiered Storage functionality is disabled in the broker. "
                    + "Topic cannot be configured with remote log storage.");
        }
    }

    @Override
    public void validate(String topic, Map<String, String> overrides) {
        try {
            check(overrides);
        } catch (InvalidConfigException e) {
            throw new ApiException(Errors.INVALID_CONFIG, e.getMessage());
        }
    }

    @Override
    public List<CreatableTopicConfigs> effective(Map<String, String> overrides) {
        List<CreatableTopicConfigs> configs = new ArrayList<>();
        for (ConfigDescription config : new ConfigDescriber(broker.current()).topic(overrides)) {
            configs.add(new CreatableTopicConfigs()
                    .setName(config.name())
                    .setValue(config.value())
                    .setReadOnly(config.readOnly())
                    .setConfigSource(config.source().wireId())
                    .setIsSensitive(config.sensitive()));
        }
        configs.sort(Comparator.comparing(CreatableTopicConfigs::name));
        return configs;
    }

    /** How the logs of a topic behave. */
    public LogConfig logConfig(MetadataImage image, String topic) {
        return logConfig(image.topicConfig(topic));
    }

    /** How the logs of a topic with these entries behave. Entries that this broker cannot use count as not set. */
    public LogConfig logConfig(Map<String, String> entries) {
        ConfigValues values = broker.current();
        if (!entries.isEmpty()) {
            return LogProperties.logConfig(entries, values);
        }
        Defaults known = defaults;
        if (known == null || known.values() != values) {
            known = new Defaults(values, LogProperties.logConfig(Map.of(), values));
            defaults = known;
        }
        return known.config();
    }

    /** The value in force in canonical form; null when there is none. */
    static @Nullable String value(ConfigEntry entry, Map<String, String> entries, ConfigValues values) {
        String own = entries.get(entry.name());
        if (own != null) {
            try {
                return entry.check(own);
            } catch (InvalidConfigException e) {
                // Written by a program that takes more than we do; the default is the safe reading.
            }
        }
        String inherited = DurationDefaults.firstOf(entry.synonyms(), values);
        return inherited == null ? entry.defaultValue() : inherited;
    }

    private static String valueOrDefault(String name, Map<String, String> entries) {
        ConfigEntry entry = entry(name);
        String own = entries.get(name);
        String value = own == null ? entry.defaultValue() : entry.check(own);
        if (value == null) {
            throw new IllegalStateException("no default of " + name);
        }
        return value;
    }

    static ConfigEntry entry(String name) {
        ConfigEntry entry = TopicTable.TABLE.find(name);
        if (entry == null) {
            throw new IllegalArgumentException("no topic config " + name);
        }
        return entry;
    }
}
