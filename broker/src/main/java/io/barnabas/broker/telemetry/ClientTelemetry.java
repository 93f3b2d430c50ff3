// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.telemetry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataDelta;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataListener;
import io.barnabas.broker.share.ClientConnection;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The clients that ask what to push, as long as they are connected, and at most 16,384 of them as in Kafka. Safe to use from any loop: a
 * client's state moves on atomically.
 */
public final class ClientTelemetry implements MetadataListener {
    private static final int MOST_CLIENTS = 16_384;

    private final Cache<UUID, ClientInstance> instances = Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .executor(Runnable::run)
            .build();

    private final int maxBytes;
    private volatile Subscriptions subscriptions;

    /** @param maxBytes {@code telemetry.max.bytes} */
    public ClientTelemetry(MetadataImage image, int maxBytes) {
        this.maxBytes = maxBytes;
        this.subscriptions = new Subscriptions(0, read(image));
    }

    public int maxBytes() {
        return maxBytes;
    }

    @Override
    public void changed(MetadataDelta delta, MetadataImage image) {
        if (delta.changedConfigs().stream().anyMatch(r -> r.type() == ConfigResource.Type.CLIENT_METRICS)) {
            subscriptions = new Subscriptions(subscriptions.version() + 1, read(image));
        }
    }

    private static List<Subscription> read(MetadataImage image) {
        return image.configuredResources(ConfigResource.Type.CLIENT_METRICS).stream()
                .map(resource -> Subscription.of(image.config(resource)))
                .toList();
    }

    /** An id for a client that has none yet. */
    public UUID newInstanceId() {
        UUID id = Uuids.random();
        return instances.getIfPresent(id) == null ? id : newInstanceId();
    }

    /** What a client is to push, or why it must not ask now. */
    public Answer ask(ClientAttributes client, ClientConnection connection, long nowMs) {
        return Answer.of(turn(client, connection, state -> state.asked(nowMs)));
    }

    /** Whether a push is taken. */
    public Answer push(ClientAttributes client, ClientConnection connection, ClientInstance.Push push, long nowMs) {
        return Answer.of(turn(client, connection, state -> state.pushed(push, maxBytes, nowMs)));
    }

    /** Remembers that a push which was taken could not be read. */
    void unreadable(UUID instanceId) {
        instances.asMap().computeIfPresent(instanceId, (id, state) -> state.answered(Errors.INVALID_RECORD));
    }

    private ClientInstance turn(
            ClientAttributes client, ClientConnection connection, UnaryOperator<ClientInstance> request) {
        Subscriptions current = subscriptions;
        if (!instances.asMap().containsKey(client.instanceId())) {
            connection.onClose(() -> instances.invalidate(client.instanceId()));
        }
        return instances
                .asMap()
                .compute(
                        client.instanceId(),
                        (id, old) -> request.apply(
                                old == null || old.wanted().version() < current.version()
                                        ? ClientInstance.of(
                                                old == null ? client : old.attributes(),
                                                current.wantedOf(old == null ? client : old.attributes()))
                                        : old));
    }

    /** The outcome of one request. */
    public record Answer(Errors error, int subscriptionId, int intervalMs, List<String> metrics) {
        private static Answer of(ClientInstance state) {
            return new Answer(
                    state.lastError(),
                    state.wanted().id(),
                    state.wanted().intervalMs(),
                    state.wanted().metrics());
        }
    }
}
