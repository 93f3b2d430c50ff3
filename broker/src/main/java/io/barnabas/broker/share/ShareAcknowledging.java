// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.coordinator.share.partition.Acknowledgement;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Takes what a request says of records to the share partitions, and waits until it is written down. */
public final class ShareAcknowledging {
    private final SharePartitions partitions;

    public ShareAcknowledging(SharePartitions partitions) {
        this.partitions = partitions;
    }

    /**
     * Done when every partition has taken, or refused, what is said of its records: nothing of a partition's part or all of it.
     *
     * @param mayRead whether the client may read the topic of that name
     * @param renewing whether the request is one that renews
     * @return by partition, in the order of the request, the refusal if there is one
     */
    public CompletableFuture<Map<ShareTarget, Optional<ApiException>>> run(
            ShareMember member,
            Map<ShareTarget, List<AcknowledgementBatch>> acknowledged,
            Predicate<String> mayRead,
            boolean renewing) {
        Map<ShareTarget, Optional<ApiException>> results = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> all = new ArrayList<>(acknowledged.size());
        acknowledged.forEach((target, batches) ->
                all.add(acknowledge(member, target, batches, mayRead, renewing).handle((done, failure) -> {
                    results.put(target, Optional.ofNullable(failure).map(ShareAcknowledging::refusal));
                    return null;
                })));
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            Map<ShareTarget, Optional<ApiException>> ordered = new LinkedHashMap<>();
            acknowledged.keySet().forEach(target -> ordered.put(target, results.get(target)));
            return ordered;
        });
    }

    private static ApiException refusal(Throwable failure) {
        return failure instanceof ApiException refusal ? refusal : ShareStateErrors.told(failure);
    }

    private CompletableFuture<Void> acknowledge(
            ShareMember member,
            ShareTarget target,
            List<AcknowledgementBatch> batches,
            Predicate<String> mayRead,
            boolean renewing) {
        String topic = partitions.topicName(target);
        if (topic == null) {
            return CompletableFuture.failedFuture(new ApiException(Errors.UNKNOWN_TOPIC_ID));
        }
        if (!mayRead.test(topic)) {
            return CompletableFuture.failedFuture(new ApiException(Errors.TOPIC_AUTHORIZATION_FAILED));
        }
        SharePartitionLeader leader = partitions.findInUse(member.groupId(), target);
        if (leader == null) {
            return CompletableFuture.failedFuture(new ApiException(Errors.UNKNOWN_TOPIC_OR_PARTITION));
        }
        List<Acknowledgement> checked;
        try {
            checked = AcknowledgementBatch.check(batches, renewing);
        } catch (ApiException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        leader.partition()
                .execute(() -> leader.acknowledge(member.memberId(), checked).whenComplete((written, failure) -> {
                    if (failure == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(failure);
                    }
                }));
        return done;
    }
}
