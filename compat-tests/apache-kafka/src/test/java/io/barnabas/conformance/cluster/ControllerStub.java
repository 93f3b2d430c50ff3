// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kafka.server.ControllerServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.jspecify.annotations.Nullable;
import org.objenesis.ObjenesisStd;

/**
 * A controller that knows the ids of topics. Whoever walks through the controllers finds none, as there is none to wait for; who asks
 * for one by its id gets this.
 */
final class ControllerStub extends ControllerServer {
    private @Nullable Controller known;

    /** Never called, as the real controller's constructor wants a whole server. */
    ControllerStub() {
        super(null, null, null);
    }

    @Override
    public Controller controller() {
        return Objects.requireNonNull(known);
    }

    static Map<Integer, ControllerServer> allBy(ExternalView view) {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<Integer, ControllerServer>> entrySet() {
                return Set.of();
            }

            @Override
            public @Nullable ControllerServer get(Object id) {
                var stub = new ObjenesisStd().newInstance(ControllerStub.class);
                stub.known = Stub.of(Controller.class, new Topics(view));
                return stub;
            }
        };
    }

    /** Public, as its method is found by name. */
    public static final class Topics {
        private final ExternalView view;

        Topics(ExternalView view) {
            this.view = view;
        }

        public CompletableFuture<Map<String, Uuid>> findAllTopicIds(ControllerRequestContext context) {
            return CompletableFuture.completedFuture(view.topicIds());
        }
    }
}
