// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.seed.SeedPlan;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is told at its start besides its properties.
 *
 * @param clusterId of the cluster that a start on an empty directory founds, and that any other directory must belong to; null takes any
 * @param seed what shall be there before clients can connect
 */
public record StartOptions(@Nullable String clusterId, SeedPlan seed) {
    public static final StartOptions NONE = new StartOptions(null, SeedPlan.NOTHING);
}
