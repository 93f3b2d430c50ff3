// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.util.List;

/** Whether the cluster of the test that runs stands for several brokers; then its topics have one replica instead of several. */
public final class Replicas {
    private static volatile boolean several;

    private Replicas() {}

    static void ofBrokers(int brokers) {
        several = brokers > 1;
    }

    public static short inReach(short replicationFactor) {
        return several && replicationFactor > 1 ? 1 : replicationFactor;
    }

    /** All brokers are the one that there is. */
    public static List<Integer> inReach(List<Integer> replicas) {
        return several && !replicas.isEmpty() ? List.of(ExternalCluster.BROKER_ID) : replicas;
    }
}
