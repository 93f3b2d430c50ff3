// SPDX-License-Identifier: Apache-2.0
/**
 * Share groups on the leader of a partition (KIP-932): sessions, fetches and acknowledgements.
 *
 * <pre>
 *   ShareFetch -> ShareSessions -> ShareFetching --- hops from loop to loop ---> SharePartitionLeader -> log
 *   ShareAcknowledge -> ShareSessions ------------------------------------------> SharePartitionLeader -> share coordinator
 * </pre>
 *
 * Who gets which record is decided by {@link io.barnabas.coordinator.share.partition.SharePartition}, one for each group and
 * partition, on the loop of the partition.
 */
@NullMarked
package io.barnabas.broker.share;

import org.jspecify.annotations.NullMarked;
