/**
 * A share partition on the leader of its partition (KIP-932): who holds which records until when, and what became of those before.
 * Pure: it reads no log, writes nothing and knows no clock; {@link io.barnabas.coordinator.share.partition.SharePartition} is the door.
 */
@NullMarked
package io.barnabas.coordinator.share.partition;

import org.jspecify.annotations.NullMarked;
