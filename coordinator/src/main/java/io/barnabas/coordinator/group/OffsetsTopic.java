// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Port: the topic {@code __consumer_offsets}, whose partitions are the shards. Called from any thread. */
public interface OffsetsTopic {

    /** The name, which is part of the protocol. */
    String NAME = "__consumer_offsets";

    /** How many partitions it has, or nothing while it does not exist. The number never changes. */
    OptionalInt partitionCount();

    /** Creates it if need be and gives its partition count. */
    CompletableFuture<Integer> create();

    /** Which partition a group belongs to. Not the rule of the default partitioner: the absolute value, MIN_VALUE being 0. */
    static int partitionOf(String groupId, int partitionCount) {
        int hash = groupId.hashCode();
        return (hash == Integer.MIN_VALUE ? 0 : Math.abs(hash)) % partitionCount;
    }
}
