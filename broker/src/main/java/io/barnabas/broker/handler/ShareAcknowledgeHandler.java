// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.share.AcknowledgementBatch;
import io.barnabas.broker.share.ShareAcknowledging;
import io.barnabas.broker.share.ShareGroupSettings;
import io.barnabas.broker.share.ShareMember;
import io.barnabas.broker.share.ShareSession;
import io.barnabas.broker.share.ShareSessions;
import io.barnabas.broker.share.ShareTarget;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ShareAcknowledgeRequest;
import io.barnabas.wire.message.ShareAcknowledgeResponse;
import io.barnabas.wire.message.ShareAcknowledgeResponse.PartitionData;
import io.barnabas.wire.message.ShareAcknowledgeResponse.ShareAcknowledgeTopicResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Takes what a member of a share group says of the records it got: ShareAcknowledge v1 and v2 (KIP-932, renewal KIP-1222). */
final class ShareAcknowledgeHandler implements RequestHandler<ShareAcknowledgeRequest> {
    private final ShareSessions sessions;
    private final ShareAcknowledging acknowledging;
    private final ShareGroupSettings settings;
    private final BooleanSupplier shareGroups;

    /** @param shareGroups whether share groups are switched on */
    ShareAcknowledgeHandler(
            ShareSessions sessions,
            ShareAcknowledging acknowledging,
            ShareGroupSettings settings,
            BooleanSupplier shareGroups) {
        this.sessions = sessions;
        this.acknowledging = acknowledging;
        this.settings = settings;
        this.shareGroups = shareGroups;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.SHARE_ACKNOWLEDGE;
    }

    @Override
    public void handle(RequestContext context, ShareAcknowledgeRequest request) {
        ShareMember member = ShareHandlers.member(context, shareGroups, request.groupId(), request.memberId());
        ShareSession session = sessions.acknowledged(member, request.shareSessionEpoch());
        context.respondWhenDone(acknowledging
                .run(member, acknowledged(request), ShareHandlers.mayRead(context), request.isRenewAck())
                .thenApply(results -> {
                    if (ShareSessions.isClosing(request.shareSessionEpoch())) {
                        sessions.close(session);
                    }
                    return response(results).setAcquisitionLockTimeoutMs(settings.lockMs(member.groupId()));
                }));
    }

    private static Map<ShareTarget, List<AcknowledgementBatch>> acknowledged(ShareAcknowledgeRequest request) {
        Map<ShareTarget, List<AcknowledgementBatch>> acknowledged = new LinkedHashMap<>();
        request.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> acknowledged.put(
                                new ShareTarget(topic.topicId(), partition.partitionIndex()),
                                partition.acknowledgementBatches().stream()
                                        .map(batch -> new AcknowledgementBatch(
                                                batch.firstOffset(), batch.lastOffset(), batch.acknowledgeTypes()))
                                        .toList())));
        return acknowledged;
    }

    private static ShareAcknowledgeResponse response(Map<ShareTarget, Optional<ApiException>> results) {
        Map<UUID, ShareAcknowledgeTopicResponse> topics = new LinkedHashMap<>();
        results.forEach((target, refusal) -> {
            var data = new PartitionData().setPartitionIndex(target.partition());
            refusal.ifPresent(error -> data.setErrorCode(error.error().code()).setErrorMessage(error.getMessage()));
            topics.computeIfAbsent(target.topicId(), id -> new ShareAcknowledgeTopicResponse().setTopicId(id))
                    .partitions()
                    .add(data);
        });
        ShareAcknowledgeResponse response = new ShareAcknowledgeResponse();
        response.responses().addAll(topics.values());
        return response;
    }

    /** The error of the session or the request stands at the top; partitions are not named. */
    @Override
    public ApiMessage failed(ShareAcknowledgeRequest request, short version, Errors error) {
        return new ShareAcknowledgeResponse().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
