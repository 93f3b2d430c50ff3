// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.fetch;

import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchRequest.FetchPartition;
import io.barnabas.wire.message.FetchRequest.FetchTopic;
import io.barnabas.wire.message.FetchRequest.ForgottenTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The partitions that one client fetches again and again, kept so that a request names only what changed (KIP-227).
 *
 * <pre>
 *   request epoch:   0 (full) -> 1 -> 2 -> ... -> 2^31-1 -> 1
 * </pre>
 *
 * <p>One request at a time works with a session: {@link #begin} takes it, {@link #end} gives it back for the next epoch. A
 * second request that comes in between has a wrong epoch by definition. So its state needs no lock, whichever loop runs it.
 */
public final class FetchSession {
    static final int FIRST_INCREMENTAL_EPOCH = 1;

    private final int id;
    private final boolean namesTopicsById;
    private final Map<FetchTarget.Key, FetchTarget> targets = new LinkedHashMap<>();
    private final AtomicBoolean busy = new AtomicBoolean(true);
    private int nextEpoch = FIRST_INCREMENTAL_EPOCH;

    /** A new session is busy with the full request that creates it. */
    FetchSession(int id, FetchRequest request, short version) {
        this.id = id;
        this.namesTopicsById = namesTopicsById(version);
        update(request);
    }

    static boolean namesTopicsById(short version) {
        return version >= 13;
    }

    int id() {
        return id;
    }

    boolean namesTopicsById() {
        return namesTopicsById;
    }

    Collection<FetchTarget> targets() {
        return targets.values();
    }

    /** Takes the session for the request of this epoch; false if that epoch is not the next one. */
    boolean begin(int epoch) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        if (epoch != nextEpoch) {
            busy.set(false);
            return false;
        }
        nextEpoch = epoch == Integer.MAX_VALUE ? FIRST_INCREMENTAL_EPOCH : epoch + 1;
        return true;
    }

    /** Gives the session back. */
    void end() {
        busy.set(false);
    }

    /** Adds and changes what the request names, forgets what it wants forgotten. */
    void update(FetchRequest request) {
        for (FetchTarget target : targetsOf(request)) {
            FetchTarget known = targets.get(target.key());
            if (known == null) {
                targets.put(target.key(), target);
            } else {
                known.update(target.wanted());
            }
        }
        for (ForgottenTopic topic : request.forgottenTopicsData()) {
            for (int partition : topic.partitions()) {
                targets.remove(new FetchTarget.Key(topic.topicId(), topic.topic(), partition));
            }
        }
    }

    /** A partition that got its share goes to the end of the queue, so that a full answer starts with another next time. */
    void moveToEnd(FetchTarget target) {
        targets.remove(target.key());
        targets.put(target.key(), target);
    }

    static List<FetchTarget> targetsOf(FetchRequest request) {
        List<FetchTarget> targets = new ArrayList<>();
        for (FetchTopic topic : request.topics()) {
            for (FetchPartition partition : topic.partitions()) {
                FetchTarget.Key key = new FetchTarget.Key(topic.topicId(), topic.topic(), partition.partition());
                targets.add(new FetchTarget(key, partition));
            }
        }
        return targets;
    }
}
