// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.time.BrokerTime;
import java.time.InstantSource;

/**
 * What a broker takes from the one who starts it, beside its properties. The program needs a clock alone; the rest is for those who
 * start brokers inside of something else.
 *
 * @param eventLoops how many threads serve connections and partitions
 * @param firstProducerId no producer gets an id below; keeps those apart who have known an earlier broker at this address
 * @param interference what shall go wrong
 */
public record BrokerEnvironment(BrokerTime time, int eventLoops, long firstProducerId, Interference interference) {
    /** As the program has it: one loop for each processor. */
    public static BrokerEnvironment of(InstantSource clock) {
        return new BrokerEnvironment(
                BrokerTime.real(clock), Runtime.getRuntime().availableProcessors(), 0, Interference.NONE);
    }
}
