// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.util.concurrent.Executor;

/**
 * What the runtime is given to run one shard: the loop that owns its partition, and storage and time on that loop.
 *
 * @param loop runs tasks one after another, never two at once
 */
public record ShardPorts(Executor loop, PartitionWriter writer, CoordinatorLoader loader, CoordinatorTimer timer) {}
