// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.coordinator.share.partition.AcquiredBatch;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Records;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fetches records for the members of share groups. */
public final class ShareFetches {
    private final SharePartitions partitions;

    public ShareFetches(SharePartitions partitions) {
        this.partitions = partitions;
    }

    /** Records, and which of them are the member's now. */
    public record Got(Records records, List<AcquiredBatch> acquired) {}

    /** What was got, and what went wrong, by partition. */
    public record Results(Map<ShareTarget, Got> got, Map<ShareTarget, ApiException> errors) {
        public static final Results NONE = new Results(Map.of(), Map.of());
    }

    /**
     * Done when there are records or an error, or the time is over.
     *
     * @param turn partitions get their turn to be first by it
     * @param mayRead whether the client may read the topic of that name
     * @param loop the connection's
     */
    public CompletableFuture<Results> run(
            ShareSession session,
            int turn,
            ShareFetchLimits limits,
            Predicate<String> mayRead,
            ScheduledExecutorService loop) {
        Results results = new Results(new LinkedHashMap<>(), new LinkedHashMap<>());
        List<ShareFetching.Stop> stops = new ArrayList<>();
        for (ShareTarget target : session.targets()) {
            String topic = partitions.topicName(target);
            SharePartitionLeader leader = topic == null || !mayRead.test(topic)
                    ? null
                    : partitions.find(session.member().groupId(), target);
            if (leader != null) {
                stops.add(new ShareFetching.Stop(target, leader));
            } else {
                results.errors().put(target, new ApiException(error(topic, mayRead)));
            }
        }
        if (stops.isEmpty() && !results.errors().isEmpty()) {
            return CompletableFuture.completedFuture(results);
        }
        Collections.rotate(stops, stops.isEmpty() ? 0 : -(turn % stops.size()));
        ShareFetchLimits patience = results.errors().isEmpty() ? limits : limits.withoutWaiting();
        CompletableFuture<Results> done = new CompletableFuture<>();
        new ShareFetching(session, stops, patience, loop, found -> {
                    found.forEach((target, result) -> add(results, target, result));
                    done.complete(results);
                })
                .start();
        return done;
    }

    private static Errors error(@Nullable String topic, Predicate<String> mayRead) {
        if (topic == null) {
            return Errors.UNKNOWN_TOPIC_ID;
        }
        return mayRead.test(topic) ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.TOPIC_AUTHORIZATION_FAILED;
    }

    private static void add(Results results, ShareTarget target, ShareFetching.Result result) {
        ApiException error = result.error();
        Records records = result.taken().records();
        if (error != null) {
            results.errors().put(target, error);
        } else if (records != null) {
            results.got().put(target, new Got(records, result.taken().acquired()));
        }
    }
}
