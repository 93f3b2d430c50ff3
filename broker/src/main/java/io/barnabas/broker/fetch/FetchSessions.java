// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All fetch sessions, at most {@code max.incremental.fetch.session.cache.slots} of them. A client whose session was dropped
 * gets FETCH_SESSION_ID_NOT_FOUND and starts a new one. Safe to use from any loop.
 */
public final class FetchSessions {
    static final int NO_SESSION = 0;
    private static final int FULL_EPOCH = 0;
    private static final int FINAL_EPOCH = -1;

    private final int slots;
    private final Cache<Integer, FetchSession> sessions;

    public FetchSessions(int slots) {
        this.slots = slots;
        sessions =
                Caffeine.newBuilder().maximumSize(slots).executor(Runnable::run).build();
    }

    /**
     * What a request fetches: with no session, with a new one, or with the next request of an old one.
     *
     * @throws ApiException FETCH_SESSION_ID_NOT_FOUND, INVALID_FETCH_SESSION_EPOCH, FETCH_SESSION_TOPIC_ID_ERROR
     */
    public FetchPlan plan(FetchRequest request, short version) {
        int epoch = request.sessionEpoch();
        if (epoch == FULL_EPOCH || epoch == FINAL_EPOCH) {
            if (request.sessionId() != NO_SESSION) {
                sessions.invalidate(request.sessionId());
            }
            return epoch == FINAL_EPOCH || slots == 0
                    ? new FetchPlan.Sessionless(FetchSession.targetsOf(request))
                    : new FetchPlan.Full(create(request, version));
        }
        FetchSession session = sessions.getIfPresent(request.sessionId());
        if (session == null) {
            throw new ApiException(Errors.FETCH_SESSION_ID_NOT_FOUND, "No fetch session " + request.sessionId());
        }
        if (session.namesTopicsById() != FetchSession.namesTopicsById(version)) {
            throw new ApiException(
                    Errors.FETCH_SESSION_TOPIC_ID_ERROR, "Session " + session.id() + " began with other topic names");
        }
        if (!session.begin(epoch)) {
            throw new ApiException(
                    Errors.INVALID_FETCH_SESSION_EPOCH,
                    "Epoch " + epoch + " is not the next one of session " + session.id());
        }
        session.update(request);
        return new FetchPlan.Incremental(session);
    }

    private FetchSession create(FetchRequest request, short version) {
        while (true) {
            int id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
            FetchSession session = new FetchSession(id, request, version);
            if (sessions.asMap().putIfAbsent(id, session) == null) {
                return session;
            }
        }
    }
}
