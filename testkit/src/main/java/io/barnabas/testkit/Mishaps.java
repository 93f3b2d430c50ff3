// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.broker.Interference;
import io.barnabas.wire.server.Request;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What goes wrong with the requests to one incarnation of a broker: what the test asks for, and what comes of a reset. */
record Mishaps(Faults faults, Interference others, Function<UUID, @Nullable String> topicNames)
        implements Interference {

    @Override
    public @Nullable Fate fateOf(Request request) {
        for (Fault fault : faults.all()) {
            Fate fate = fault.fateOf(request, topicNames);
            if (fate != null) {
                return fate;
            }
        }
        return others.fateOf(request);
    }
}
