// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.broker.BrokerEnvironment;
import io.barnabas.broker.BrokerServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The brokers that a {@link TestBroker} is, one after the other, on one port and in one directory: each reset ends one and starts the next
 * (docs/decisions/0022-testkit.md).
 */
final class Incarnations implements AutoCloseable {
    /** Tests do not load a broker with more than two cores' work; each loop costs a start some time. */
    private static final int MOST_LOOPS = 2;

    /** More than one incarnation hands out, so that a producer who has outlived one is not taken for another's. */
    private static final long PRODUCER_IDS_EACH = 1_000_000;

    private final BrokerSpec spec;
    private final BrokerDirectory directory;
    private final PortHold port;
    private final AtomicReference<@Nullable BrokerServer> current = new AtomicReference<>();
    private long count;

    private Incarnations(BrokerSpec spec, BrokerDirectory directory, PortHold port) {
        this.spec = spec;
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
        BrokerServer server = BrokerServer.start(
                properties, new BrokerEnvironment(InstantSource.system(), loops, count * PRODUCER_IDS_EACH));
        count++;
        String address = server.address();
        port.taken(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        current.set(server);
    }

    String address() {
        return "127.0.0.1:" + port.port();
    }

    Path directory() {
        return directory.path();
    }

    void next() {
        directory.checkThatItMayBeEmptied();
        end();
        directory.empty();
        begin();
    }

    /** Clients are cut off: what they wait for would not come. */
    private void end() {
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
