// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.broker.StartupException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a Kafka properties file, and sorts its names into known, known without effect, foreign and mistaken. */
public final class ConfigFile {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFile.class);

    /** Properties of plug-ins and of products around Kafka, which no table can know. */
    private static final List<String> FOREIGN_PREFIXES = List.of(
            "config.providers.",
            "rlmm.config.",
            "rsm.config.",
            "confluent.",
            "cruise.control.",
            "strimzi.",
            "oauth.",
            "kafka.csv.metrics.",
            "external.kafka.metrics.",
            "client.quota.callback.");

    /** Properties of Kafka's own authorizer, which stand in no table of Kafka either. */
    private static final List<String> FOREIGN_NAMES = List.of("super.users", "allow.everyone.if.no.acl.found");

    private ConfigFile() {}

    /** The properties in a file; throws {@link StartupException} when it cannot be read. */
    public static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new StartupException("No such configuration file: " + file.toAbsolutePath());
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException("Cannot read the configuration file " + file.toAbsolutePath() + ": " + e);
        }
        Map<String, String> result = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> result.put(name, properties.getProperty(name)));
        return result;
    }

    /**
     * Throws {@link StartupException} for a name that Kafka does not have, and says in the log, once for each reason,
     * which properties have no effect here.
     */
    static void checkNames(Map<String, String> properties) {
        Map<String, StringBuilder> withoutEffect = new TreeMap<>();
        for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
            String name = property.getKey();
            ConfigEntry entry = BrokerTables.find(name);
            if (entry != null) {
                if (!entry.supported() && !isDefault(entry, property.getValue())) {
                    note(withoutEffect, entry.documentation(), name);
                }
            } else if (isForeign(name)) {
                note(withoutEffect, "Properties of plug-ins and of single listeners have no effect.", name);
            } else if (RemovedProperties.contains(name)) {
                note(withoutEffect, "Kafka 4 has removed these properties.", name);
            } else {
                throw new StartupException(
                        "Unknown property " + name + "=" + property.getValue() + Suggestion.of(name));
            }
        }
        for (Map.Entry<String, StringBuilder> reason : withoutEffect.entrySet()) {
            LOG.warn("Ignored {}: {}", reason.getValue(), reason.getKey());
        }
    }

    private static void note(Map<String, StringBuilder> byReason, String reason, String name) {
        StringBuilder names = byReason.computeIfAbsent(reason, r -> new StringBuilder());
        names.append(names.isEmpty() ? "" : ", ").append(name);
    }

    private static boolean isDefault(ConfigEntry entry, String text) {
        String value = entry.check(text);
        return value.equals(entry.defaultValue()) || (entry.defaultValue() == null && value.isEmpty());
    }

    /** Whether the name is one of Kafka's or of what surrounds it, so that it does not stop the start. */
    static boolean isKnown(String name) {
        return BrokerTables.find(name) != null || isForeign(name) || RemovedProperties.contains(name);
    }

    private static boolean isForeign(String name) {
        if (BrokerTables.isOfListener(name) || FOREIGN_NAMES.contains(name)) {
            return true;
        }
        for (String prefix : FOREIGN_PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
