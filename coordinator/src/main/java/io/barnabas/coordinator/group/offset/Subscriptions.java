// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import io.barnabas.coordinator.group.classic.ClassicGroup;
import io.barnabas.coordinator.group.classic.ClassicMember;
import io.barnabas.wire.message.ConsumerProtocolSubscription;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.InvalidMessageException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The topics that the members of a group consume, as their join metadata says, if it can be known: it is written by
 * clients, and only for the protocol type "consumer" do we know how.
 *
 * <pre>
 * metadata = i16 version + ConsumerProtocolSubscription
 * </pre>
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
                topics.addAll(read(member.metadata(group.protocol())).topics());
            }
        } catch (InvalidMessageException e) {
            // A client of another make; we cannot tell what it consumes.
            return null;
        }
        return topics;
    }

    private static ConsumerProtocolSubscription read(byte[] metadata) {
        var in = new ByteBufferReadable(ByteBuffer.wrap(metadata));
        var subscription = new ConsumerProtocolSubscription();
        short version = in.readShort();
        if (version < subscription.lowestSupportedVersion()) {
            throw new InvalidMessageException("subscription version " + version);
        }
        // By contract newer versions only add fields at the end, so the newest we know reads what it knows.
        subscription.read(in, (short) Math.min(version, subscription.highestSupportedVersion()));
        return subscription;
    }

    boolean areKnown() {
        return topics != null;
    }

    /** Whether the topic is consumed, or has to be taken for it. */
    boolean include(String topic) {
        return topics == null ? includesUnknown : topics.contains(topic);
    }
}
