// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.wire.message.StreamsGroupHeartbeatResponse.Status;

/** What a member is told besides its tasks. The codes are of the protocol. */
public enum StreamsStatus {
    STALE_TOPOLOGY(0),
    MISSING_SOURCE_TOPICS(1),
    INCORRECTLY_PARTITIONED_TOPICS(2),
    MISSING_INTERNAL_TOPICS(3),
    SHUTDOWN_APPLICATION(4),
    ASSIGNMENT_DELAYED(5);

    private final byte code;

    StreamsStatus(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    public Status with(String detail) {
        return new Status().setStatusCode(code()).setStatusDetail(detail);
    }
}
