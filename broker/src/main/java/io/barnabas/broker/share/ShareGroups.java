// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

/** What there is of share groups on the leader of partitions. */
public record ShareGroups(ShareGroupSettings settings, SharePartitions partitions, ShareSessions sessions) {}
