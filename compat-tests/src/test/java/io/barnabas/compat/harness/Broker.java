// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.nio.file.Path;
import java.util.Map;

/** One running broker process with its directory: what every test sees, whichever broker stands behind it. */
public interface Broker extends AutoCloseable {

    /** The kind that {@code -Dbroker=barnabas|kafka} chooses, on a directory that may be empty, new or written by either. */
    static Broker start(Path dataDirectory, Map<String, String> properties) {
        return BrokerKind.chosen().start(dataDirectory, properties);
    }

    BrokerKind kind();

    /** {@code host:port}; stays the same over restarts. */
    String bootstrap();

    /** The log directory itself: holds meta.properties and one folder per partition. */
    Path dataDirectory();

    /** What the process has printed so far, over all its starts. */
    String output();

    boolean isAlive();

    /** Of the java process. */
    long pid();

    /** Orderly, by SIGTERM; returns once the process is gone. */
    void stop();

    /** By SIGKILL; returns once the process is gone. */
    void kill();

    /** Starts again on the same directory and port; returns once it is ready. Stops it first if it still runs. */
    void restart();

    /** Stops; the directory stays. */
    @Override
    void close();
}
