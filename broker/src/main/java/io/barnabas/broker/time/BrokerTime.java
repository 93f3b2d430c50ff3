// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.time;

import java.time.InstantSource;

/** What time it is, and what is done when it has moved on; the two go together. */
public record BrokerTime(InstantSource clock, Timers timers) {
    public static BrokerTime real(InstantSource clock) {
        return new BrokerTime(clock, Timers.REAL);
    }

    public long millis() {
        return clock.millis();
    }
}
