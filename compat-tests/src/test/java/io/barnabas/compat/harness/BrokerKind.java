// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Who serves: Barnabas, or Apache Kafka as the reference that every test must pass against first. */
public enum BrokerKind {
    BARNABAS,
    KAFKA;

    /** {@code -Dbroker=barnabas} (the default) or {@code -Dbroker=kafka}. */
    public static BrokerKind chosen() {
        return valueOf(System.getProperty("broker", "barnabas").toUpperCase(Locale.ROOT));
    }

    /** Starts one of this kind on the directory and waits until it is ready. */
    public Broker start(Path dataDirectory, Map<String, String> properties) {
        return switch (this) {
            case BARNABAS -> BarnabasBroker.start(dataDirectory, properties);
            case KAFKA -> KafkaBroker.start(dataDirectory, properties);
        };
    }
}
