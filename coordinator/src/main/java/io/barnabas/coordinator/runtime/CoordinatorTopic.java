// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Port: the internal topic that keeps a coordinator's state; its partitions are the shards. Called from any thread. */
public interface CoordinatorTopic {

    /** How many partitions it has, or nothing while it does not exist. The number never changes. */
    OptionalInt partitionCount();

    /** Creates it if need be and gives its partition count. */
    CompletableFuture<Integer> create();

    /**
     * Which partition a key (a group id, a transactional id) belongs to. Not the rule of the default partitioner: the absolute
     * value of the hash, that of MIN_VALUE being 0.
     */
    static int partitionOf(String key, int partitionCount) {
        int hash = key.hashCode();
        return (hash == Integer.MIN_VALUE ? 0 : Math.abs(hash)) % partitionCount;
    }
}
