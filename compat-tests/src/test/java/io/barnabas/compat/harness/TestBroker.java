// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test its broker, by {@code @RegisterExtension}: {@link #shared()} is one for all classes of a JVM, with default
 * settings; {@link #own(String...)} is one of its own, per class in a static field, per test in an instance field.
 * When a test fails, the end of the broker's output is printed.
 */
public final class TestBroker
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterTestExecutionCallback {
    private static final int TAIL_CHARS = 20_000;
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(TestBroker.class);

    private final BrokerKind kind;
    private final boolean shared;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private @Nullable Broker broker;
    private boolean perClass;

    private TestBroker(BrokerKind kind, boolean shared, String... properties) {
        this.kind = kind;
        this.shared = shared;
        // Kafka waits 3 s for more members of a new group; with it every test of a group would.
        this.properties.put("group.initial.rebalance.delay.ms", "0");
        this.properties.put("group.streams.initial.rebalance.delay.ms", "0");
        for (var property : properties) {
            var equals = property.indexOf('=');
            this.properties.put(property.substring(0, equals), property.substring(equals + 1));
        }
    }

    /** The one broker of this JVM, which keeps everything. Use topics and groups with names of your own, and leave it running. */
    public static TestBroker shared() {
        // Many stories use timestamps of years ago, and retention must not take their records away meanwhile.
        return new TestBroker(BrokerKind.chosen(), true, "log.retention.ms=-1");
    }

    /** A broker that the test may stop, kill and restart; with these {@code name=value} settings. */
    public static TestBroker own(String... properties) {
        return new TestBroker(BrokerKind.chosen(), false, properties);
    }

    /** Apache Kafka beside the broker of the test, whatever {@code -Dbroker} says: for answers that are to be compared. */
    public static TestBroker kafka(String... properties) {
        return new TestBroker(BrokerKind.KAFKA, false, properties);
    }

    public Broker broker() {
        if (broker == null) {
            throw new IllegalStateException(
                    "the broker has not been started: is the field annotated @RegisterExtension?");
        }
        return broker;
    }

    public String bootstrap() {
        return broker().bootstrap();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        perClass = true;
        begin(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!perClass) {
            begin(context);
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent() && broker != null) {
            var output = broker.output();
            System.out.println("---- " + context.getDisplayName() + " failed; output of " + broker.kind() + ":\n"
                    + output.substring(Math.max(0, output.length() - TAIL_CHARS)) + "\n----");
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!perClass) {
            end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end();
    }

    private void begin(ExtensionContext context) {
        broker = shared ? sharedBroker(context).get() : start();
    }

    private void end() {
        if (!shared && broker != null) {
            close(broker);
        }
    }

    private Shared sharedBroker(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("shared", key -> new Shared(start()), Shared.class);
    }

    private Broker start() {
        try {
            return kind.start(Files.createTempDirectory("compat").resolve("data"), properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Broker broker) {
        try {
            broker.close();
        } finally {
            delete(Objects.requireNonNull(broker.dataDirectory().getParent()));
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lives in the root store, so that it is closed after the last test of the run. */
    private static final class Shared implements AutoCloseable {
        private final Broker broker;

        Shared(Broker broker) {
            this.broker = broker;
        }

        /** Starts it again when a test brought it down, so that one failure stays one. */
        Broker get() {
            if (!broker.isAlive()) {
                broker.restart();
            }
            return broker;
        }

        @Override
        public void close() {
            TestBroker.close(broker);
        }
    }
}
