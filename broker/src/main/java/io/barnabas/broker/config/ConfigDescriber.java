// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.broker.config.ConfigDescription.Source;
import io.barnabas.broker.config.ConfigDescription.Synonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Describes the configs of a resource as Kafka does: every one with its value, its source and the sources below that. */
public final class ConfigDescriber {
    private final ConfigValues values;

    public ConfigDescriber(ConfigValues values) {
        this.values = values;
    }

    /** A topic with these entries of its own. */
    public List<ConfigDescription> topic(Map<String, String> entries) {
        List<ConfigDescription> descriptions = new ArrayList<>();
        for (ConfigEntry entry : TopicTable.TABLE.entries()) {
            if (!entry.internal() || entries.containsKey(entry.name())) {
                String synonym =
                        entry.synonyms().isEmpty() ? null : entry.synonyms().get(0);
                List<Synonym> below = synonym == null ? List.of() : chain(synonym, false);
                String value = TopicConfigs.value(entry, entries, values);
                descriptions.add(
                        describe(entry, value, withOwn(entry, entries, value, Source.DYNAMIC_TOPIC_CONFIG, below)));
            }
        }
        return descriptions;
    }

    /** A group of the newer protocols with these entries of its own. */
    public List<ConfigDescription> group(Map<String, String> entries) {
        List<ConfigDescription> descriptions = new ArrayList<>();
        for (ConfigEntry entry : GroupResourceTable.TABLE.entries()) {
            String own = entries.get(entry.name());
            String value = own != null ? entry.type().canonical(entry.name(), own) : entry.defaultValue();
            List<Synonym> below;
            if (entry.synonyms().isEmpty()) {
                below = List.of(new Synonym(entry.name(), entry.defaultValue(), Source.DEFAULT_CONFIG));
            } else {
                below = chain(entry.synonyms().get(0), false);
                value = own != null ? value : values.find(entry.synonyms().get(0));
            }
            descriptions.add(
                    describe(entry, value, withOwn(entry, entries, value, Source.DYNAMIC_GROUP_CONFIG, below)));
        }
        return descriptions;
    }

    /** A subscription to client metrics with these entries. */
    public List<ConfigDescription> clientMetrics(Map<String, String> entries) {
        List<ConfigDescription> descriptions = new ArrayList<>();
        for (ConfigEntry entry : ClientMetricsTable.TABLE.entries()) {
            String own = entries.get(entry.name());
            String value = own != null ? entry.type().canonical(entry.name(), own) : entry.defaultValue();
            descriptions.add(describe(
                    entry, value, withOwn(entry, entries, value, Source.DYNAMIC_CLIENT_METRICS_CONFIG, List.of())));
        }
        return descriptions;
    }

    /** This broker: all properties, and those set that no table knows. */
    public List<ConfigDescription> broker() {
        List<ConfigDescription> descriptions = new ArrayList<>();
        TreeSet<String> others = new TreeSet<>(values.statics().keySet());
        others.addAll(values.clusterWide().keySet());
        others.addAll(values.perBroker().keySet());
        for (ConfigEntry entry : BrokerTables.listed()) {
            others.remove(entry.name());
            descriptions.add(property(entry.name(), entry, values.find(entry.name()), chain(entry.name(), false)));
        }
        for (String name : others) {
            ConfigEntry entry = BrokerTables.find(general(name));
            List<Synonym> chain = chain(name, entry == null);
            String value = chain.isEmpty() ? null : chain.get(0).value();
            descriptions.add(property(name, entry, value, chain));
        }
        return descriptions;
    }

    /** What is set while running for all brokers of the cluster. */
    public List<ConfigDescription> allBrokers() {
        List<ConfigDescription> descriptions = new ArrayList<>();
        for (String name : new TreeSet<>(values.clusterWide().keySet())) {
            ConfigEntry entry = BrokerTables.find(general(name));
            boolean sensitive = entry == null || entry.sensitive();
            List<Synonym> chain = new ArrayList<>();
            for (String synonym : BrokerTables.synonyms(name)) {
                add(chain, values.clusterWide().get(synonym), synonym, Source.DYNAMIC_DEFAULT_BROKER_CONFIG, sensitive);
            }
            descriptions.add(property(name, entry, values.clusterWide().get(name), chain));
        }
        return descriptions;
    }

    private static String general(String name) {
        List<String> synonyms = BrokerTables.synonyms(name);
        return BrokerTables.isOfListener(name) ? synonyms.get(synonyms.size() - 1) : name;
    }

    private static ConfigDescription property(
            String name, @Nullable ConfigEntry entry, @Nullable String value, List<Synonym> chain) {
        boolean sensitive = entry == null || entry.sensitive();
        boolean updatable =
                entry != null && entry.name().equals(name) && entry.update() != ConfigEntry.Update.READ_ONLY;
        return new ConfigDescription(
                name,
                sensitive ? null : value,
                !updatable,
                chain.isEmpty() ? Source.DEFAULT_CONFIG : chain.get(0).source(),
                sensitive,
                entry == null ? null : entry.type(),
                entry == null || !entry.name().equals(name) || ThrottleTable.TABLE.find(name) != null
                        ? null
                        : entry.documentation(),
                chain);
    }

    private static ConfigDescription describe(ConfigEntry entry, @Nullable String value, List<Synonym> chain) {
        return new ConfigDescription(
                entry.name(),
                value,
                false,
                chain.isEmpty() ? Source.DEFAULT_CONFIG : chain.get(0).source(),
                false,
                entry.type(),
                entry.documentation(),
                chain);
    }

    /** As in Kafka, what is set for the resource itself is told as it was understood, and what is set elsewhere as it was written. */
    private static List<Synonym> withOwn(
            ConfigEntry entry,
            Map<String, String> entries,
            @Nullable String value,
            Source source,
            List<Synonym> below) {
        if (!entries.containsKey(entry.name())) {
            return below;
        }
        List<Synonym> chain = new ArrayList<>(below.size() + 1);
        chain.add(new Synonym(entry.name(), value, source));
        chain.addAll(below);
        return chain;
    }

    /**
     * All places that say something about a broker's property, under its name or a synonym, the strongest first. As in
     * Kafka, what stands before the first mention of the very name is left out: log.retention.hours alone says nothing
     * under the name log.retention.ms.
     */
    private List<Synonym> chain(String name, boolean unknown) {
        List<String> names = BrokerTables.synonyms(name);
        ConfigEntry known = BrokerTables.find(general(name));
        boolean sensitive = unknown || (known != null && known.sensitive());
        List<Synonym> chain = new ArrayList<>();
        names.forEach(n -> add(chain, values.perBroker().get(n), n, Source.DYNAMIC_BROKER_CONFIG, sensitive));
        names.forEach(n -> add(chain, values.clusterWide().get(n), n, Source.DYNAMIC_DEFAULT_BROKER_CONFIG, sensitive));
        names.forEach(n -> add(chain, values.statics().get(n), n, Source.STATIC_BROKER_CONFIG, sensitive));
        for (String n : names) {
            ConfigEntry entry = BrokerTables.find(n);
            add(chain, entry == null ? null : entry.defaultValue(), n, Source.DEFAULT_CONFIG, sensitive);
        }
        int first = 0;
        while (first < chain.size() && !chain.get(first).name().equals(name)) {
            first++;
        }
        return List.copyOf(chain.subList(first, chain.size()));
    }

    private static void add(
            List<Synonym> chain, @Nullable String value, String name, Source source, boolean sensitive) {
        if (value != null) {
            chain.add(new Synonym(name, sensitive ? null : value, source));
        }
    }
}
