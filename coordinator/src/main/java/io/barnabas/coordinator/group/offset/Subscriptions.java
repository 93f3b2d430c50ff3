// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicMember;
import io.barnabas.coordinator.group.classic.ConsumerProtocol;
import io.barnabas.wire.protocol.InvalidMessageException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The topics that the members of a classic group consume, as their join metadata says, if it can be known: it is written by
 * clients, and only for the protocol type "consumer" do we know how.
 */
final class Subscriptions {

    private final @Nullable Set<String> topics;
    private final boolean includesUnknown;

    private Subscriptions(@Nullable Set<String> topics, boolean includesUnknown) {
        this.topics = topics;
        this.includesUnknown = includesUnknown;
    }

    /** Of a group, or of none, whose subscriptions are empty. */
    static Subscriptions of(@Nullable ClassicGroup group) {
        if (group == null || group.protocolType() == null || group.members().isEmpty()) {
            return new Subscriptions(Set.of(), false);
        }
        return new Subscriptions(readAll(group), group.usesConsumerProtocol());
    }

    private static @Nullable Set<String> readAll(ClassicGroup group) {
        if (!group.usesConsumerProtocol() || group.protocol() == null) {
            return null;
        }
        Set<String> topics = new HashSet<>();
        try {
            for (ClassicMember member : group.members()) {
                topics.addAll(ConsumerProtocol.subscription(member.metadata(group.protocol()))
                        .topics());
            }
        } catch (InvalidMessageException e) {
            // A client of another make; we cannot tell what it consumes.
            return null;
        }
        return topics;
    }

    boolean areKnown() {
        return topics != null;
    }

    /** Whether the topic is consumed, or has to be taken for it. */
    boolean include(String topic) {
        return topics == null ? includesUnknown : topics.contains(topic);
    }
}
