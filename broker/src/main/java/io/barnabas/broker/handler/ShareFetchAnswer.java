// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.share.ShareFetches;
import io.barnabas.broker.share.ShareTarget;
import io.barnabas.coordinator.share.partition.AcquiredBatch;
import io.barnabas.wire.message.ShareFetchResponse;
import io.barnabas.wire.message.ShareFetchResponse.AcquiredRecords;
import io.barnabas.wire.message.ShareFetchResponse.PartitionData;
import io.barnabas.wire.message.ShareFetchResponse.ShareFetchableTopicResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.Records;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The answer to one ShareFetch: names the partitions with records, an error or an acknowledgement, and at the session's start all. */
final class ShareFetchAnswer {
    private static final Records NOTHING = new ByteBufferRecords(ByteBuffer.allocate(0));

    private final Map<ShareTarget, PartitionData> partitions = new LinkedHashMap<>();

    ShareFetchResponse of(
            Map<ShareTarget, Optional<ApiException>> taken,
            ShareFetches.Results fetched,
            Collection<ShareTarget> namedAnyway) {
        fetched.got().forEach((target, got) -> {
            PartitionData data = of(target).setRecords(got.records());
            for (AcquiredBatch batch : got.acquired()) {
                data.acquiredRecords()
                        .add(new AcquiredRecords()
                                .setFirstOffset(batch.first())
                                .setLastOffset(batch.last())
                                .setDeliveryCount((short) batch.deliveries()));
            }
        });
        fetched.errors()
                .forEach((target, error) ->
                        of(target).setErrorCode(error.error().code()).setErrorMessage(error.getMessage()));
        taken.forEach((target, refusal) -> {
            PartitionData data = of(target);
            refusal.ifPresent(error ->
                    data.setAcknowledgeErrorCode(error.error().code()).setAcknowledgeErrorMessage(error.getMessage()));
        });
        namedAnyway.forEach(this::of);
        ShareFetchResponse response = new ShareFetchResponse();
        Map<UUID, ShareFetchableTopicResponse> topics = new LinkedHashMap<>();
        partitions.forEach((target, data) -> topics.computeIfAbsent(
                        target.topicId(), id -> new ShareFetchableTopicResponse().setTopicId(id))
                .partitions()
                .add(data));
        response.responses().addAll(topics.values());
        return response;
    }

    private PartitionData of(ShareTarget target) {
        return partitions.computeIfAbsent(
                target,
                named ->
                        new PartitionData().setPartitionIndex(named.partition()).setRecords(NOTHING));
    }
}
