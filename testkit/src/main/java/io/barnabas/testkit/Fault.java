// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.broker.Interference.Fate;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.server.Request;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A fault that was set: how often it has happened, and its end. */
public final class Fault {
    /** To a client that fetches within a session and does not say again of which topics, so that it says it. */
    private static final Fate SAY_IT_AGAIN = new Fate(0, false, Errors.FETCH_SESSION_ID_NOT_FOUND, false);

    private final Faults faults;
    private final Scope scope;
    private final int times;
    private final Fate fate;
    private final AtomicInteger hits = new AtomicInteger();

    /** Which requests are met; null is any. */
    record Scope(
            ApiKey apiKey,
            @Nullable String clientId,
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable String group) {

        boolean mayMeet(Request request) {
            return request.apiKey() == apiKey
                    && (clientId == null || clientId.equals(request.header().clientId()));
        }

        boolean meets(RequestSubject subject) {
            return (group == null || subject.isAboutGroup(group)) && (topic == null || meetsTopic(topic, subject));
        }

        private boolean meetsTopic(String name, RequestSubject subject) {
            return partition == null ? subject.isAboutTopic(name) : subject.isAboutPartition(name, partition);
        }
    }

    Fault(Faults faults, Scope scope, int times, Fate fate) {
        this.faults = faults;
        this.scope = scope;
        this.times = times;
        this.fate = fate;
    }

    /** How many requests it has met. */
    public int hits() {
        return hits.get();
    }

    /** Ends it. */
    public void remove() {
        faults.remove(this);
    }

    @Nullable
    Fate fateOf(Request request, Function<UUID, @Nullable String> topicNames) {
        if (!scope.mayMeet(request) || hits.get() >= times) {
            return null;
        }
        if (scope.topic() != null && request.body() instanceof FetchRequest fetch && fetch.sessionEpoch() > 0) {
            return SAY_IT_AGAIN;
        }
        return scope.meets(new RequestSubject(request.body(), topicNames)) && takeOne() ? fate : null;
    }

    /** Connections are served side by side. */
    private boolean takeOne() {
        return hits.getAndUpdate(count -> Math.min(times, count + 1)) < times;
    }
}
