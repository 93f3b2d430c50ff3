// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import java.util.Map;

/** Something that lives beside the broker of a process: the console. Started when clients are served already, ended before the broker. */
@FunctionalInterface
public interface Companion {
    /** Nobody. */
    Companion NONE = (settings, broker) -> () -> {};

    /**
     * Starts, quickly or in a thread of its own; what goes wrong is its own matter.
     *
     * @param settings {@code console} properties by name, without the prefix {@code barnabas.}
     * @return how it is ended
     */
    AutoCloseable start(Map<String, String> settings, BrokerView broker);
}
