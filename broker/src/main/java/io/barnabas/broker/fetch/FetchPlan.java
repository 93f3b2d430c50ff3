// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.fetch;

import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.FetchResponse.FetchableTopicResponse;
import io.barnabas.wire.message.FetchResponse.PartitionData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which partitions one fetch request reads, and which of the results its answer names (KIP-227). */
public sealed interface FetchPlan {
    /** What was read of one target. */
    record Result(FetchTarget target, PartitionData data) {}

    /** In the order in which they get their share of the answer. */
    Collection<FetchTarget> targets();

    /** Builds the answer and gives the session, if any, back. Called once. */
    FetchResponse answer(List<Result> results);

    /** A request without a session: every partition is answered. */
    record Sessionless(List<FetchTarget> targets) implements FetchPlan {
        @Override
        public FetchResponse answer(List<Result> results) {
            return responseOf(FetchSessions.NO_SESSION, results);
        }
    }

    /** The first request of a session: every partition is answered, and the client learns the session's id. */
    record Full(FetchSession session) implements FetchPlan {
        @Override
        public Collection<FetchTarget> targets() {
            return session.targets();
        }

        @Override
        public FetchResponse answer(List<Result> results) {
            for (Result result : results) {
                result.target().worthSending(result.data());
            }
            session.end();
            return responseOf(session.id(), results);
        }
    }

    /** A later request of a session: only partitions with news are answered. */
    record Incremental(FetchSession session) implements FetchPlan {
        @Override
        public Collection<FetchTarget> targets() {
            return session.targets();
        }

        @Override
        public FetchResponse answer(List<Result> results) {
            List<Result> news = new ArrayList<>();
            for (Result result : results) {
                if (result.target().worthSending(result.data())) {
                    news.add(result);
                    if (FetchTarget.sizeOf(result.data()) > 0) {
                        session.moveToEnd(result.target());
                    }
                }
            }
            session.end();
            return responseOf(session.id(), news);
        }
    }

    /** Neighbours of one topic share one topic entry. */
    private static FetchResponse responseOf(int sessionId, List<Result> results) {
        FetchResponse response = new FetchResponse().setSessionId(sessionId);
        FetchableTopicResponse topic = null;
        for (Result result : results) {
            FetchTarget.Key key = result.target().key();
            if (topic == null
                    || !topic.topicId().equals(key.topicId())
                    || !topic.topic().equals(key.topic())) {
                topic = new FetchableTopicResponse().setTopicId(key.topicId()).setTopic(key.topic());
                response.responses().add(topic);
            }
            topic.partitions().add(result.data());
        }
        return response;
    }
}
