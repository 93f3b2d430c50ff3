// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kafka.network.SocketServer;
import kafka.raft.KafkaRaftManager;
import kafka.server.ControllerServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.controller.ResultOrError;
import org.apache.kafka.raft.LogOffsetMetadata;
import org.apache.kafka.raft.RaftLog;
import org.jspecify.annotations.Nullable;

/**
 * A controller that knows the ids of topics. Whoever walks through the controllers finds none, as there is none to wait for; who asks
 * for one by its id gets this. Public, as its methods are found by name.
 */
public final class ControllerStub {
    private final ExternalCluster cluster;

    private ControllerStub(ExternalCluster cluster) {
        this.cluster = cluster;
    }

    static ControllerServer of(ExternalCluster cluster) {
        return Stub.of(ControllerServer.class, new ControllerStub(cluster));
    }

    static Map<Integer, ControllerServer> allOf(ExternalCluster cluster) {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<Integer, ControllerServer>> entrySet() {
                return Set.of();
            }

            @Override
            public @Nullable ControllerServer get(Object id) {
                return of(cluster);
            }
        };
    }

    public Controller controller() {
        return Stub.of(Controller.class, new Topics(cluster.view()));
    }

    /** The broker does the controller's work too. */
    public SocketServer socketServer() {
        return SocketServerStub.on(cluster.brokerBoundPorts().get(0));
    }

    public KafkaRaftManager<?> raftManager() {
        return Stub.of(KafkaRaftManager.class, new Raft());
    }

    /** Its log is empty, so that all brokers are up to date with it. */
    public static final class Raft {
        public RaftLog raftLog() {
            return Stub.of(RaftLog.class, this);
        }

        public LogOffsetMetadata endOffset() {
            return new LogOffsetMetadata(0);
        }
    }

    /** What clients can see of topics too. */
    public static final class Topics {
        private final ExternalView view;

        Topics(ExternalView view) {
            this.view = view;
        }

        public CompletableFuture<Map<String, Uuid>> findAllTopicIds(ControllerRequestContext context) {
            return CompletableFuture.completedFuture(view.topicIds());
        }

        public CompletableFuture<Map<String, ResultOrError<Uuid>>> findTopicIds(
                ControllerRequestContext context, Collection<String> names) {
            var ids = view.topicIds();
            var found = new HashMap<String, ResultOrError<Uuid>>();
            for (var name : names) {
                var id = ids.get(name);
                found.put(
                        name,
                        id == null
                                ? new ResultOrError<>(new ApiError(Errors.UNKNOWN_TOPIC_OR_PARTITION))
                                : new ResultOrError<>(id));
            }
            return CompletableFuture.completedFuture(found);
        }
    }
}
