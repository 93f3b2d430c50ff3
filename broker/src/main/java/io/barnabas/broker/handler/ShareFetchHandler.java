// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.share.AcknowledgementBatch;
import io.barnabas.broker.share.ShareAcknowledging;
import io.barnabas.broker.share.ShareFetchLimits;
import io.barnabas.broker.share.ShareFetches;
import io.barnabas.broker.share.ShareGroupSettings;
import io.barnabas.broker.share.ShareMember;
import io.barnabas.broker.share.ShareSession;
import io.barnabas.broker.share.ShareSessions;
import io.barnabas.broker.share.ShareTarget;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ShareFetchRequest;
import io.barnabas.wire.message.ShareFetchResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Gives records to a member of a share group, and takes what it says of those it got before: ShareFetch v1 and v2 (KIP-932; renewal
 * KIP-1222; a strict number of records KIP-1206).
 *
 * <p>Acknowledgements are taken first. The answer goes out when they are written down and the fetch is done; one that only renews, or
 * that closes the session, fetches nothing.
 */
final class ShareFetchHandler implements RequestHandler<ShareFetchRequest> {
    private static final byte RECORD_LIMIT = 1;

    private final ShareSessions sessions;
    private final ShareAcknowledging acknowledging;
    private final ShareFetches fetches;
    private final ShareGroupSettings settings;
    private final BooleanSupplier shareGroups;
    private final int maxBytes;

    /**
     * A handler for {@code share.version} 1 and up.
     *
     * @param shareGroups whether share groups are switched on
     * @param maxBytes {@code fetch.max.bytes}: no answer is larger, but for a first batch that alone is
     */
    ShareFetchHandler(
            ShareSessions sessions,
            ShareAcknowledging acknowledging,
            ShareFetches fetches,
            ShareGroupSettings settings,
            BooleanSupplier shareGroups,
            int maxBytes) {
        this.sessions = sessions;
        this.acknowledging = acknowledging;
        this.fetches = fetches;
        this.settings = settings;
        this.shareGroups = shareGroups;
        this.maxBytes = maxBytes;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.SHARE_FETCH;
    }

    @Override
    public void handle(RequestContext context, ShareFetchRequest request) {
        ShareMember member = ShareHandlers.member(context, shareGroups, request.groupId(), request.memberId());
        requireSenseOf(request);
        Map<ShareTarget, List<AcknowledgementBatch>> acknowledged = acknowledged(request);
        ShareSession session = session(context, request, member, !acknowledged.isEmpty());
        boolean closing = ShareSessions.isClosing(request.shareSessionEpoch());
        CompletableFuture<Map<ShareTarget, Optional<ApiException>>> acknowledgements =
                acknowledging.run(member, acknowledged, ShareHandlers.mayRead(context), request.isRenewAck());
        CompletableFuture<ShareFetches.Results> fetch = closing || request.isRenewAck()
                ? CompletableFuture.completedFuture(ShareFetches.Results.NONE)
                : fetches.run(
                        session,
                        request.shareSessionEpoch(),
                        limits(request),
                        ShareHandlers.mayRead(context),
                        context.loop());
        context.respondWhenDone(acknowledgements.thenCombine(fetch, (taken, fetched) -> {
            if (closing) {
                sessions.close(session);
            }
            return new ShareFetchAnswer()
                    .of(
                            taken,
                            fetched,
                            ShareSessions.isOpening(request.shareSessionEpoch()) ? session.targets() : List.of())
                    .setAcquisitionLockTimeoutMs(settings.lockMs(member.groupId()));
        }));
    }

    private static void requireSenseOf(ShareFetchRequest request) {
        if (request.isRenewAck()
                && (request.maxBytes() != 0
                        || request.minBytes() != 0
                        || request.maxRecords() != 0
                        || request.maxWaitMs() != 0)) {
            throw new ApiException(Errors.INVALID_REQUEST, "A request that renews records fetches none.");
        }
    }

    private ShareSession session(
            RequestContext context, ShareFetchRequest request, ShareMember member, boolean acknowledges) {
        int epoch = request.shareSessionEpoch();
        if (ShareSessions.isClosing(epoch)) {
            return sessions.find(member);
        }
        List<ShareTarget> targets = new ArrayList<>();
        request.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition ->
                                targets.add(new ShareTarget(topic.topicId(), partition.partitionIndex()))));
        if (ShareSessions.isOpening(epoch)) {
            if (acknowledges) {
                throw new ApiException(
                        Errors.INVALID_REQUEST, "The first request of a share session has nothing to acknowledge.");
            }
            return sessions.open(member, context.connection(), targets);
        }
        List<ShareTarget> forgotten = new ArrayList<>();
        request.forgottenTopicsData()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> forgotten.add(new ShareTarget(topic.topicId(), partition))));
        return sessions.next(member, epoch, targets, forgotten);
    }

    private static Map<ShareTarget, List<AcknowledgementBatch>> acknowledged(ShareFetchRequest request) {
        Map<ShareTarget, List<AcknowledgementBatch>> acknowledged = new LinkedHashMap<>();
        request.topics()
                .forEach(topic -> topic.partitions().forEach(partition -> {
                    if (!partition.acknowledgementBatches().isEmpty()) {
                        acknowledged.put(
                                new ShareTarget(topic.topicId(), partition.partitionIndex()),
                                partition.acknowledgementBatches().stream()
                                        .map(batch -> new AcknowledgementBatch(
                                                batch.firstOffset(), batch.lastOffset(), batch.acknowledgeTypes()))
                                        .toList());
                    }
                }));
        return acknowledged;
    }

    private ShareFetchLimits limits(ShareFetchRequest request) {
        return new ShareFetchLimits(
                request.maxWaitMs(),
                request.minBytes(),
                Math.max(0, Math.min(request.maxBytes(), maxBytes)),
                Math.max(0, request.maxRecords()),
                Math.max(1, request.batchSize()),
                request.shareAcquireMode() == RECORD_LIMIT);
    }

    /** The error of the session or the request stands at the top; partitions are not named. */
    @Override
    public ApiMessage failed(ShareFetchRequest request, short version, Errors error) {
        return new ShareFetchResponse().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
