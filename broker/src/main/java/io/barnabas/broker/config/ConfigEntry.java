// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One property as Kafka knows it.
 *
 * @param defaultValue in canonical form, or null when there is none
 * @param synonyms for a property of a topic or a group: the broker's properties its default comes from, the first
 *     set one winning; empty for a property of the broker
 * @param documentation what it does; of an unsupported property, why it does nothing
 * @param supported whether setting it has an effect
 */
public record ConfigEntry(
        String name,
        ConfigType type,
        @Nullable String defaultValue,
        ConfigRule rule,
        Importance importance,
        Update update,
        boolean internal,
        List<String> synonyms,
        String documentation,
        boolean supported) {

    /** How much Kafka thinks a property matters. */
    public enum Importance {
        HIGH,
        MEDIUM,
        LOW
    }

    /** Whether a running broker takes a new value, and for which nodes (KIP-226). */
    public enum Update {
        READ_ONLY,
        PER_BROKER,
        CLUSTER_WIDE
    }

    /** The canonical form of a value, checked; throws {@link InvalidConfigException}. */
    public String check(String text) {
        return check(name, text);
    }

    /** The same under another name: a property of one listener is checked as the property it specialises. */
    String check(String asName, String text) {
        String value = type.canonical(asName, text);
        rule.check(asName, type, value);
        return value;
    }

    public boolean sensitive() {
        return type == ConfigType.PASSWORD;
    }
}
