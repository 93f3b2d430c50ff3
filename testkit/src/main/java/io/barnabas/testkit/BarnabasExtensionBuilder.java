// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.util.Map;

/** Describes the broker of a {@link BarnabasExtension}. */
public final class BarnabasExtensionBuilder {
    private final TestBrokerBuilder broker = TestBroker.builder();

    private boolean resets = true;

    BarnabasExtensionBuilder() {}

    /** A topic that is there when a test begins. */
    public BarnabasExtensionBuilder topic(String name, int partitions) {
        broker.topic(name, partitions);
        return this;
    }

    /** A topic that is there when a test begins, with configs of its own, such as {@code cleanup.policy}. */
    public BarnabasExtensionBuilder topic(String name, int partitions, Map<String, String> configs) {
        broker.topic(name, partitions, configs);
        return this;
    }

    /** A property of the broker by Kafka's name, such as {@code log.retention.ms}. */
    public BarnabasExtensionBuilder property(String name, String value) {
        broker.property(name, value);
        return this;
    }

    /** Gives the broker a clock that stands still until a test moves it: {@link TestBroker#clock}. */
    public BarnabasExtensionBuilder manualClock() {
        broker.manualClock();
        return this;
    }

    /** Leaves the broker as it is between tests, which is then up to them: {@link TestBroker#reset}. */
    public BarnabasExtensionBuilder withoutReset() {
        resets = false;
        return this;
    }

    /** To be kept in a field with {@code @RegisterExtension}. */
    public BarnabasExtension build() {
        return new BarnabasExtension(broker.spec(), resets);
    }
}
