// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.broker.BrokerEnvironment;
import io.barnabas.broker.BrokerServer;
import io.barnabas.broker.Interference;
import io.barnabas.broker.StartOptions;
import io.barnabas.broker.time.BrokerTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The brokers that a {@link TestBroker} is, one after the other, on one port and in one directory: each reset ends one and starts the next
 * (docs/decisions/0025-testkit.md).
 */
final class Incarnations implements AutoCloseable {
    /** Tests do not load a broker with more than two cores' work; each loop costs a start some time. */
    private static final int MOST_LOOPS = 2;

    /** More than one incarnation hands out, so that a producer who has outlived one is not taken for another's. */
    private static final long PRODUCER_IDS_EACH = 1_000_000;

    static {
        // Netty's events for the flight recorder cost a tenth of a JVM's first start. In the shaded jar the name is not
        // the user's Netty's.
        System.getProperties().putIfAbsent("io.netty.jfr.enabled", "false");
    }

    private static final InstantSource SYSTEM = InstantSource.system();

    private final BrokerSpec spec;
    private final BrokerDirectory directory;
    private final PortHold port;
    private final Faults faults = new Faults();
    private final AtomicReference<@Nullable BrokerServer> current = new AtomicReference<>();
    private final @Nullable ManualClock clock;
    private long count;

    private Incarnations(BrokerSpec spec, BrokerDirectory directory, PortHold port) {
        this.spec = spec;
        this.clock = spec.manualTime() == null ? null : new ManualClock();
        this.directory = directory;
        this.port = port;
    }

    static Incarnations start(BrokerSpec spec) {
        var incarnations = new Incarnations(spec, BrokerDirectory.of(spec.directory()), PortHold.any());
        try {
            incarnations.begin();
            return incarnations;
        } catch (RuntimeException e) {
            incarnations.close();
            throw e;
        }
    }

    private void begin() {
        Map<String, String> properties = new HashMap<>(spec.properties());
        properties.put("log.dirs", directory.path().toString());
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port.port());
        int loops = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
        BrokerTime time = clock == null ? BrokerTime.real(SYSTEM) : clock.begin(startOfTime());
        BrokerServer server = BrokerServer.start(
                properties,
                StartOptions.NONE,
                new BrokerEnvironment(time, loops, count * PRODUCER_IDS_EACH, mishaps()));
        count++;
        if (clock != null) {
            clock.drive(server);
        }
        String address = server.address();
        port.taken(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        current.set(server);
    }

    private Interference mishaps() {
        return new Mishaps(faults, count == 0 ? Interference.NONE : new FormerClients(), this::topicName);
    }

    private @Nullable String topicName(UUID id) {
        BrokerServer server = current.get();
        return server == null ? null : server.topicName(id);
    }

    private Instant startOfTime() {
        BrokerSpec.ManualTime time = spec.manualTime();
        return time == null || time.start() == null ? SYSTEM.instant() : time.start();
    }

    String address() {
        return "127.0.0.1:" + port.port();
    }

    Path directory() {
        return directory.path();
    }

    @Nullable
    ManualClock clock() {
        return clock;
    }

    Faults faults() {
        return faults;
    }

    void next() {
        directory.checkThatItMayBeEmptied();
        end();
        directory.empty();
        faults.clear();
        begin();
    }

    /** Clients are cut off: what they wait for would not come. */
    private void end() {
        if (clock != null) {
            clock.stop();
        }
        BrokerServer server = current.getAndSet(null);
        if (server != null) {
            server.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        end();
        port.close();
        directory.close();
    }
}
