// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.timeline;

import io.barnabas.coordinator.group.GroupDiary;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.server.Connection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was decided about groups, which is in the log too, and what clients were refused, which is looked for only once somebody wants to
 * know. Bounded: the latest thousands of each. Any thread.
 */
public final class Timeline implements GroupDiary {
    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

    private static final int GROUP_EVENTS = 2048;
    private static final int CLIENT_EVENTS = 2048;

    private final InstantSource clock;
    private final Refusals refusals;
    private final EventRing ofGroups = new EventRing(GROUP_EVENTS);
    private final EventRing ofClients = new EventRing(CLIENT_EVENTS);
    private volatile boolean watching;

    /** @param topicName the name that goes with a topic's id, or null */
    public Timeline(InstantSource clock, Function<UUID, @Nullable String> topicName) {
        this.clock = clock;
        this.refusals = new Refusals(topicName);
    }

    /** From now on answers are looked at. */
    public void watchClients() {
        watching = true;
    }

    @Override
    public void note(String groupId, String text) {
        LOG.info("Group {}: {}.", groupId, text);
        ofGroups.add(clock.millis(), "", groupId, text);
    }

    /** A request gets its answer. */
    public void answered(@Nullable String clientId, Connection connection, ApiMessage request, ApiMessage response) {
        if (watching) {
            refusals.of(
                    request,
                    response,
                    (group, text) -> ofClients.add(
                            clock.millis(), nameOf(clientId) + " on " + connection.clientHost(), group, text));
        }
    }

    private static String nameOf(@Nullable String clientId) {
        return clientId == null || clientId.isEmpty() ? "a client without a name" : clientId;
    }

    /**
     * The latest events, the latest first.
     *
     * @param group only of this group; null for all
     * @param client only of clients with this in their id or address; null for all
     */
    public List<Event> latest(@Nullable String group, @Nullable String client, int limit) {
        Predicate<Event> wanted = event -> (group == null || event.group().equals(group))
                && (client == null || event.client().contains(client));
        List<Event> events = new ArrayList<>(ofGroups.latest(wanted, limit));
        events.addAll(ofClients.latest(wanted, limit));
        events.sort(Comparator.comparingLong(Event::atMs).reversed());
        return events.subList(0, Math.min(limit, events.size()));
    }
}
