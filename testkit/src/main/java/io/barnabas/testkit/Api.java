// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.wire.message.ApiKey;

/** The requests of clients that can be made to fail, by Kafka's names; with what a request of the kind tells. */
public enum Api {
    PRODUCE(Tells.PARTITIONS),
    FETCH(Tells.PARTITIONS),
    LIST_OFFSETS(Tells.PARTITIONS),
    OFFSET_FOR_LEADER_EPOCH(Tells.PARTITIONS),
    DELETE_RECORDS(Tells.PARTITIONS),
    METADATA(Tells.TOPICS),
    CREATE_TOPICS(Tells.TOPICS),
    CREATE_PARTITIONS(Tells.TOPICS),
    DELETE_TOPICS(Tells.TOPICS),
    FIND_COORDINATOR(Tells.GROUP),
    JOIN_GROUP(Tells.GROUP),
    SYNC_GROUP(Tells.GROUP),
    HEARTBEAT(Tells.GROUP),
    LEAVE_GROUP(Tells.GROUP),
    CONSUMER_GROUP_HEARTBEAT(Tells.GROUP),
    STREAMS_GROUP_HEARTBEAT(Tells.GROUP),
    OFFSET_FETCH(Tells.GROUP),
    OFFSET_COMMIT(Tells.GROUP_AND_PARTITIONS),
    SHARE_GROUP_HEARTBEAT(Tells.GROUP),
    SHARE_FETCH(Tells.GROUP),
    SHARE_ACKNOWLEDGE(Tells.GROUP),
    INIT_PRODUCER_ID(Tells.NOTHING),
    ADD_PARTITIONS_TO_TXN(Tells.NOTHING),
    ADD_OFFSETS_TO_TXN(Tells.GROUP),
    TXN_OFFSET_COMMIT(Tells.GROUP_AND_PARTITIONS),
    END_TXN(Tells.NOTHING),
    API_VERSIONS(Tells.NOTHING),
    DESCRIBE_CLUSTER(Tells.NOTHING);

    private enum Tells {
        NOTHING,
        TOPICS,
        PARTITIONS,
        GROUP,
        GROUP_AND_PARTITIONS
    }

    private final Tells tells;

    Api(Tells tells) {
        this.tells = tells;
    }

    ApiKey key() {
        return ApiKey.valueOf(name());
    }

    boolean tellsTopics() {
        return tells == Tells.TOPICS || tellsPartitions();
    }

    boolean tellsPartitions() {
        return tells == Tells.PARTITIONS || tells == Tells.GROUP_AND_PARTITIONS;
    }

    boolean tellsGroup() {
        return tells == Tells.GROUP || tells == Tells.GROUP_AND_PARTITIONS;
    }
}
