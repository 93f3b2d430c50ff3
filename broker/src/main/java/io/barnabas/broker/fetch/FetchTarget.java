// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.fetch;

import io.barnabas.wire.message.FetchRequest.FetchPartition;
import io.barnabas.wire.message.FetchResponse.PartitionData;
import java.util.UUID;

/**
 * One partition that a client wants to read, and, inside a session, what the client was last told about it (KIP-227).
 * Belongs to one request at a time.
 */
public final class FetchTarget {
    /** Names a partition as the request's version does: before version 13 the id is zero, from then on the name is empty. */
    record Key(UUID topicId, String topic, int partition) {}

    private static final long NEVER_SENT = -1;

    private final Key key;
    private FetchPartition wanted;
    private long sentHighWatermark = NEVER_SENT;
    private long sentLogStartOffset = NEVER_SENT;

    FetchTarget(Key key, FetchPartition wanted) {
        this.key = key;
        this.wanted = wanted;
    }

    Key key() {
        return key;
    }

    FetchPartition wanted() {
        return wanted;
    }

    /** The client asks for another offset, limit or epoch of the same partition. */
    void update(FetchPartition newWanted) {
        wanted = newWanted;
    }

    /** Whether an incremental answer has to name this partition; remembers what the client knows from now on. */
    boolean worthSending(PartitionData data) {
        boolean failed = data.errorCode() != 0;
        boolean worth = failed
                || sizeOf(data) > 0
                || data.highWatermark() != sentHighWatermark
                || data.logStartOffset() != sentLogStartOffset
                || data.divergingEpoch().epoch() >= 0;
        // After an error the next answer names the partition again, so that the client sees it is well.
        sentHighWatermark = failed ? NEVER_SENT : data.highWatermark();
        sentLogStartOffset = data.logStartOffset();
        return worth;
    }

    static int sizeOf(PartitionData data) {
        return data.records() == null ? 0 : data.records().sizeInBytes();
    }
}
