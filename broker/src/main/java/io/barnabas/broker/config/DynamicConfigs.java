// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
        ConfigValues next = current.withDynamic(usable(clusterWide, false), usable(perBroker, true));
        log("all brokers", lastClusterWide, clusterWide, next.clusterWide());
        log("this broker", lastPerBroker, perBroker, next.perBroker());
        lastClusterWide = Map.copyOf(clusterWide);
        lastPerBroker = Map.copyOf(perBroker);
        try {
            BrokerRules.check(next);
        } catch (InvalidConfigException e) {
            LOG.warn("Kept the former values, since the new ones contradict each other: {}", e.getMessage());
            return;
        }
        current = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    /** Names only: a value may be secret. */
    private static void log(
            String where, Map<String, String> before, Map<String, String> wanted, Map<String, String> used) {
        Set<String> changed = new TreeSet<>(wanted.keySet());
        changed.addAll(before.keySet());
        changed.removeIf(name -> Objects.equals(before.get(name), wanted.get(name)));
        if (!changed.isEmpty()) {
            LOG.info("Configuration of {} changed while running: {}", where, changed);
        }
        changed.removeIf(name -> !wanted.containsKey(name) || used.containsKey(name));
        if (!changed.isEmpty()) {
            LOG.warn("Of these, {} cannot be used by this broker while it runs", changed);
        }
    }

    /** The entries that this broker can put in force. */
    static Map<String, String> usable(Map<String, String> entries, boolean perBroker) {
        Map<String, String> usable = new TreeMap<>();
        entries.forEach((name, value) -> {
            try {
                BrokerChanges.checkUpdatable(Map.of(name, value), perBroker);
                usable.put(name, value);
            } catch (InvalidConfigException e) {
                LOG.debug("Not used: {}", e.getMessage());
            }
        });
        return usable;
    }
}
