// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker in this JVM, for tests: it listens on a free port of the loopback interface and keeps its data in memory where the system
 * can, else in a temporary directory.
 *
 * <pre>{@code
 * try (TestBroker broker = TestBroker.builder().topic("orders", 3).start()) {
 *     properties.put("bootstrap.servers", broker.bootstrapServers());
 *     ...
 * }
 * }</pre>
 *
 * <p>Several may run side by side. With JUnit, see {@link BarnabasExtension} and {@link BarnabasTest}.
 */
public final class TestBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TestBroker.class);

    private final Incarnations incarnations;
    private final List<TopicSpec> topics;
    private final AtomicBoolean used = new AtomicBoolean();

    private TestBroker(Incarnations incarnations, List<TopicSpec> topics) {
        this.incarnations = incarnations;
        this.topics = topics;
    }

    /** Describes a broker that is still to be started. */
    public static TestBrokerBuilder builder() {
        return new TestBrokerBuilder();
    }

    /** A broker with Kafka's defaults and no topics. */
    public static TestBroker start() {
        return builder().start();
    }

    static TestBroker start(BrokerSpec spec) {
        var broker = new TestBroker(Incarnations.start(spec), spec.topics());
        try {
            broker.createTopics();
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
        LOG.debug("A test broker is ready on {}, its data in {}", broker.bootstrapServers(), broker.directory());
        return broker;
    }

    private void createTopics() {
        Topics.create(bootstrapServers(), topics);
    }

    /** For the clients' {@code bootstrap.servers}; stays the same until the broker is closed. */
    public String bootstrapServers() {
        return incarnations.address();
    }

    /** Where the records are, in Kafka's format. */
    public Path directory() {
        return incarnations.directory();
    }

    /**
     * Creates a topic; when this returns, clients find it.
     *
     * @throws IllegalArgumentException when the broker refuses it, with the broker's reason
     */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /**
     * Creates a topic with configs of its own, such as {@code retention.ms}.
     *
     * @throws IllegalArgumentException when the broker refuses it, with the broker's reason
     */
    public void createTopic(String name, int partitions, Map<String, String> configs) {
        Topics.create(bootstrapServers(), List.of(new TopicSpec(name, partitions, configs)));
    }

    /**
     * The broker's clock, if it was given one by hand; a reset sets it back to where it began.
     *
     * @throws IllegalStateException when the broker goes by the system's clock
     */
    public ManualClock clock() {
        ManualClock clock = incarnations.clock();
        if (clock == null) {
            throw new IllegalStateException("This broker was started without manualClock()");
        }
        return clock;
    }

    /** What goes wrong with the requests of clients; nothing at first. */
    public Faults faults() {
        return incarnations.faults();
    }

    /**
     * Makes the broker as it was when it had started: with the topics of its description, and without all other topics, records, groups,
     * transactions, producer ids and configs. Takes some ten milliseconds.
     *
     * <p>Clients need not be closed: they lose their connections, come back to the same address, and find that the broker does not know
     * them any more. Consumers join their groups again; a transaction that was open is lost, its producer fenced.
     *
     * @throws IllegalStateException when the directory is the test's own, from which nothing is deleted
     */
    public void reset() {
        incarnations.next();
        createTopics();
    }

    /** Gives the broker to a test: to the first as it is, to each other one reset. */
    void resetIfUsed() {
        if (!used.compareAndSet(false, true)) {
            reset();
        }
    }

    /** Stops the broker, and deletes its directory unless that is the test's own. */
    @Override
    public void close() {
        incarnations.close();
    }
}
