// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.coordinator.group.GroupConfig;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.server.config.DynamicBrokerConfig;
import org.apache.kafka.server.config.ServerTopicConfigSynonyms;
import org.apache.kafka.server.metrics.ClientMetricsConfigs;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tables against the definitions inside Apache Kafka: names, types, defaults, importance, update modes, rules. */
class TablesAgainstKafkaTest {
    /** Defaults that knowingly differ from Kafka's; docs/differences.md says why. */
    private static final Map<String, String> OWN_DEFAULTS = Map.of(
            "listeners", "PLAINTEXT://localhost:9092",
            "log.dir", "data",
            "node.id", "1",
            "process.roles", "broker,controller",
            "controller.listener.names", "CONTROLLER",
            "group.initial.rebalance.delay.ms", "0",
            "group.streams.initial.rebalance.delay.ms", "0");

    /** Where the controllers are: taken as it comes, since this node is its own controller. */
    private static final Set<String> NOT_LOOKED_INTO =
            Set.of("controller.quorum.voters", "controller.quorum.bootstrap.servers");

    /** Texts that tell rules apart: around every bound in the tables, words of every enumeration, and plain mistakes. */
    private static final List<String> PROBES = List.of(
            "",
            " ",
            "x",
            "-131073",
            "-131072",
            "-3",
            "-2",
            "-1",
            "0",
            "0.5",
            "0.51",
            "1",
            "1.01",
            "2",
            "3",
            "4",
            "5",
            "6",
            "9",
            "10",
            "11",
            "17",
            "18",
            "22",
            "23",
            "25",
            "26",
            "99",
            "100",
            "500",
            "501",
            "999",
            "1000",
            "1001",
            "1999",
            "2000",
            "2001",
            "3600",
            "3601",
            "4000",
            "9999",
            "10000",
            "10001",
            "15000",
            "29999",
            "30000",
            "30001",
            "86400",
            "86401",
            "524287",
            "524288",
            "1048575",
            "1048576",
            "3600000",
            "3600001",
            "8388607",
            "8388608",
            "32767",
            "32768",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "1e3",
            "true",
            "FALSE",
            " true ",
            "yes",
            "delete",
            "compact",
            "compact,delete",
            "compact,compact",
            "delete,",
            "gzip",
            "zstd",
            "LZ4",
            "producer",
            "uncompressed",
            "CreateTime",
            "createtime",
            "LogAppendTime",
            "broker",
            "broker,controller",
            "classic,consumer",
            "share",
            "bidirectional",
            "BIDIRECTIONAL",
            "rs256",
            "ES256",
            "none",
            "required",
            "requested",
            "PLAINTEXT",
            "SSL",
            "plaintext",
            "*",
            "0:1",
            "0:1,1:2",
            "0:1,x",
            "latest",
            "earliest",
            "LATEST",
            "by_duration:PT1H",
            "by_duration:x",
            "by_duration:-PT1H",
            "read_committed",
            "a,b",
            "a,,b");

    @Test
    void shouldHaveAllPropertiesOfABroker() {
        assertSame(AbstractKafkaConfig.CONFIG_DEF, brokerEntries(), OWN_DEFAULTS);
    }

    @Test
    void shouldHaveAllConfigsOfATopic() {
        assertSame((ConfigDef) LogConfig.configDefCopy(), TopicTable.TABLE.entries(), Map.of());
    }

    @Test
    void shouldHaveAllConfigsOfAGroup() {
        assertSame(
                GroupConfig.CONFIG_DEF,
                GroupResourceTable.TABLE.entries(),
                Map.of("streams.initial.rebalance.delay.ms", "0"));
    }

    @Test
    void shouldHaveAllConfigsOfClientMetrics() throws IllegalAccessException {
        for (Field field : ClientMetricsConfigs.class.getDeclaredFields()) {
            if (field.getType() == ConfigDef.class) {
                field.setAccessible(true);
                assertSame((ConfigDef) field.get(null), ClientMetricsTable.TABLE.entries(), Map.of());
            }
        }
    }

    @Test
    void shouldLetTheSamePropertiesBeChangedWhileRunning() {
        Map<String, String> kafkas = new TreeMap<>(DynamicBrokerConfig.dynamicConfigUpdateModes());
        kafkas.keySet().removeIf(name -> ThrottleTable.TABLE.find(name) != null);
        Map<String, String> ours = new TreeMap<>();
        for (ConfigEntry entry : brokerEntries()) {
            switch (entry.update()) {
                case PER_BROKER -> ours.put(entry.name(), "per-broker");
                case CLUSTER_WIDE -> ours.put(entry.name(), "cluster-wide");
                case READ_ONLY -> {}
            }
        }

        assertThat(ours).isEqualTo(kafkas);
    }

    @Test
    void shouldKnowTheSameSynonyms() {
        Map<String, List<String>> kafkas = new TreeMap<>();
        ServerTopicConfigSynonyms.ALL_TOPIC_CONFIG_SYNONYMS.forEach((name, synonyms) -> kafkas.put(
                name, synonyms.stream().map(synonym -> synonym.name()).toList()));
        Map<String, List<String>> ours = new TreeMap<>();
        TopicTable.TABLE.entries().forEach(entry -> ours.put(entry.name(), entry.synonyms()));
        ours.values().removeIf(List::isEmpty);
        kafkas.values().removeIf(List::isEmpty);
        assertThat(ours).isEqualTo(kafkas);

        Set<String> names =
                new TreeSet<>(Set.of("listener.name.x.ssl.keystore.location", "listener.name.x.max.connections"));
        brokerEntries().forEach(entry -> names.add(entry.name()));
        for (String name : names) {
            assertThat(BrokerTables.synonyms(name)).isEqualTo(DynamicBrokerConfig.brokerConfigSynonyms(name, true));
        }

        Map<String, List<String>> groups = new TreeMap<>();
        GroupResourceTable.TABLE.entries().forEach(entry -> groups.put(entry.name(), entry.synonyms()));
        GroupConfig.ALL_GROUP_CONFIG_SYNONYMS.forEach((name, synonym) ->
                assertThat(groups.get(name)).isEqualTo(synonym.map(List::of).orElse(List.of())));
    }

    private static void assertSame(ConfigDef kafka, Collection<ConfigEntry> entries, Map<String, String> ownDefaults) {
        Map<String, String> ours = new TreeMap<>();
        Map<String, String> kafkas = new TreeMap<>();
        for (ConfigEntry entry : entries) {
            ours.put(
                    entry.name(),
                    entry.type() + " " + entry.defaultValue() + " " + entry.importance()
                            + (entry.internal() ? " internal" : ""));
        }
        for (ConfigDef.ConfigKey key : kafka.configKeys().values()) {
            kafkas.put(
                    key.name,
                    key.type + " " + ownDefaults.getOrDefault(key.name, defaultValue(key)) + " " + key.importance
                            + (key.internalConfig ? " internal" : ""));
        }
        assertThat(ours).isEqualTo(kafkas);
        for (ConfigEntry entry : entries) {
            ConfigDef.ConfigKey key = Objects.requireNonNull(kafka.configKeys().get(entry.name()));
            if (key.type == ConfigDef.Type.CLASS || NOT_LOOKED_INTO.contains(key.name)) {
                continue;
            }
            for (String probe : PROBES) {
                assertThat(takes(entry, probe))
                        .as("%s=%s, rule %s", entry.name(), probe, entry.rule())
                        .isEqualTo(takes(key, probe));
            }
        }
    }

    private static boolean takes(ConfigEntry entry, String value) {
        try {
            entry.check(value);
            return true;
        } catch (InvalidConfigException e) {
            return false;
        }
    }

    /** As Kafka reads a properties file: items of a list that stand there twice are dropped before the rule is asked. */
    private static boolean takes(ConfigDef.ConfigKey key, String value) {
        try {
            Object parsed = ConfigDef.parseType(key.name, value, key.type);
            if (parsed instanceof List<?> list && new HashSet<>(list).size() < list.size()) {
                parsed = list.stream().distinct().toList();
            }
            if (key.validator != null) {
                key.validator.ensureValid(key.name, parsed);
            }
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private static @Nullable String defaultValue(ConfigDef.ConfigKey key) {
        if (key.defaultValue == null || key.defaultValue == ConfigDef.NO_DEFAULT_VALUE) {
            return null;
        }
        return ConfigDef.convertToString(key.defaultValue, key.type);
    }

    private static List<ConfigEntry> brokerEntries() {
        return BrokerTables.all().stream()
                .flatMap(table -> table.entries().stream())
                .toList();
    }
}
