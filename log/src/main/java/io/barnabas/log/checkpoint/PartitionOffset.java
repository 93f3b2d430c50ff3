// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

/** An offset kept for a partition in one of the checkpoints of a log directory. */
public record PartitionOffset(String topic, int partition, long offset) {}
