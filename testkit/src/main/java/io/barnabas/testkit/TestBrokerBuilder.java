// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link TestBroker} shall be like. May be used for several brokers. */
public final class TestBrokerBuilder {
    /**
     * One partition of each internal topic is enough for a test, and made faster; and members of groups that hear from the broker more
     * often learn sooner that they are to have other partitions.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            "group.consumer.min.heartbeat.interval.ms", "500",
            "group.consumer.heartbeat.interval.ms", "500",
            "group.share.min.heartbeat.interval.ms", "500",
            "group.share.heartbeat.interval.ms", "500",
            "group.streams.min.heartbeat.interval.ms", "500",
            "group.streams.heartbeat.interval.ms", "500");

    /** What the kit itself says. */
    private static final Set<String> NOT_THE_TESTS =
            Set.of("listeners", "advertised.listeners", "log.dirs", "log.dir", "metadata.log.dir");

    /** What the broker looks after now and then, it looks after whenever a clock by hand is moved. */
    private static final Map<String, String> WITH_EACH_ADVANCE = Map.of(
            "log.retention.check.interval.ms", "1",
            "log.cleaner.backoff.ms", "1",
            "offsets.retention.check.interval.ms", "1",
            "producer.id.expiration.check.interval.ms", "1",
            "transaction.remove.expired.transaction.cleanup.interval.ms", "1");

    private final List<TopicSpec> topics = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>(DEFAULTS);
    private @Nullable Path directory;
    private BrokerSpec.@Nullable ManualTime manualTime;

    TestBrokerBuilder() {}

    /** A topic that is there when the broker has started. */
    public TestBrokerBuilder topic(String name, int partitions) {
        return topic(name, partitions, Map.of());
    }

    /** A topic that is there when the broker has started, with configs of its own, such as {@code cleanup.policy}. */
    public TestBrokerBuilder topic(String name, int partitions, Map<String, String> configs) {
        topics.add(new TopicSpec(name, partitions, configs));
        return this;
    }

    /**
     * A property of the broker by Kafka's name, such as {@code log.retention.ms}.
     *
     * @throws IllegalArgumentException for addresses and directories, which are not the test's to choose
     */
    public TestBrokerBuilder property(String name, String value) {
        if (NOT_THE_TESTS.contains(name)) {
            throw new IllegalArgumentException("The testkit itself sets " + name);
        }
        properties.put(name, value);
        return this;
    }

    /** Keeps the data in this directory, which is made when it is missing and stays when the broker is closed. */
    public TestBrokerBuilder directory(Path ofTheTest) {
        directory = ofTheTest;
        return this;
    }

    /** Gives the broker a clock that stands still until the test moves it: {@link TestBroker#clock}. It starts at the system's time. */
    public TestBrokerBuilder manualClock() {
        return manual(new BrokerSpec.ManualTime(null));
    }

    /** Gives the broker a clock that starts at this time and stands still until the test moves it. */
    public TestBrokerBuilder manualClock(Instant start) {
        return manual(new BrokerSpec.ManualTime(start));
    }

    private TestBrokerBuilder manual(BrokerSpec.ManualTime time) {
        manualTime = time;
        WITH_EACH_ADVANCE.forEach(properties::putIfAbsent);
        return this;
    }

    /**
     * Starts a broker; when this returns, clients can connect and the topics are there.
     *
     * @throws RuntimeException in the broker's words, when a property or a topic is wrong
     */
    public TestBroker start() {
        return TestBroker.start(spec());
    }

    BrokerSpec spec() {
        return new BrokerSpec(topics, properties, directory, manualTime);
    }
}
