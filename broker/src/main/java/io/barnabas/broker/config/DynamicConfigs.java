// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's values as they stand now (KIP-226): one volatile reference, replaced by the metadata thread when an
 * administrator sets something for this broker or for all of them. Readers on any thread keep the value they read.
 */
public final class DynamicConfigs {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicConfigs.class);

    private final List<Consumer<ConfigValues>> listeners = new CopyOnWriteArrayList<>();
    private Map<String, String> lastClusterWide = Map.of();
    private Map<String, String> lastPerBroker = Map.of();
    private volatile ConfigValues current;

    public DynamicConfigs(ConfigValues statics) {
        this.current = statics;
    }

    public ConfigValues current() {
        return current;
    }

    /** Called after each change, on the thread that made it, with the new values. */
    public void onChange(Consumer<ConfigValues> listener) {
        listeners.add(listener);
    }

    /**
     * Puts what the metadata log says in force. It may have been written by a Kafka that takes more than this broker
     * does, so what is wrong is left out with a line in the log.
     */
    public void update(Map<String, String> clusterWide, Map<String, String> perBroker) {
        if (clusterWide.equals(lastClusterWide) && perBroker.equals(lastPerBroker)) {
            return;
        }
        lastClusterWide = Map.copyOf(clusterWide);
        lastPerBroker = Map.copyOf(perBroker);
        ConfigValues next = current.withDynamic(usable(clusterWide, false), usable(perBroker, true));
        try {
            BrokerRules.check(next);
        } catch (InvalidConfigException e) {
            LOG.warn("Kept the former dynamic configuration, since the new one contradicts itself: {}", e.getMessage());
            return;
        }
        current = next;
        LOG.info("Dynamic configuration: {} of this broker, {} of all", names(perBroker), names(clusterWide));
        listeners.forEach(listener -> listener.accept(next));
    }

    /** The entries that this broker can put in force. */
    static Map<String, String> usable(Map<String, String> entries, boolean perBroker) {
        Map<String, String> usable = new TreeMap<>();
        entries.forEach((name, value) -> {
            try {
                BrokerChanges.checkUpdatable(Map.of(name, value), perBroker);
                usable.put(name, value);
            } catch (InvalidConfigException e) {
                LOG.warn("Ignored the dynamic value of {}: {}", name, e.getMessage());
            }
        });
        return usable;
    }

    /** Names only: a value may be secret. */
    private static String names(Map<String, String> entries) {
        return new TreeMap<>(entries).keySet().toString();
    }
}
