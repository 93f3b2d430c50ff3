// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import io.barnabas.wire.message.ConsumerProtocolAssignment;
import io.barnabas.wire.message.ConsumerProtocolSubscription;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.InvalidMessageException;
import io.barnabas.wire.protocol.Message;
import java.nio.ByteBuffer;

/**
 * What members of the protocol type "consumer" tell each other by way of the coordinator: opaque to it, unless it has to know
 * what they consume, or speaks for a leader.
 *
 * <pre>
 * metadata   = i16 version + ConsumerProtocolSubscription
 * assignment = i16 version + ConsumerProtocolAssignment
 * </pre>
 *
 * Written by clients, so anything can be in it.
 */
public final class ConsumerProtocol {

    private ConsumerProtocol() {}

    /** @throws InvalidMessageException when it is not one */
    public static ConsumerProtocolSubscription subscription(byte[] metadata) {
        return read(metadata, new ConsumerProtocolSubscription());
    }

    /** @throws InvalidMessageException when it is not one */
    public static ConsumerProtocolAssignment assignment(byte[] assignment) {
        return read(assignment, new ConsumerProtocolAssignment());
    }

    private static <M extends Message> M read(byte[] bytes, M message) {
        var in = new ByteBufferReadable(ByteBuffer.wrap(bytes));
        short version = in.readShort();
        if (version < message.lowestSupportedVersion()) {
            throw new InvalidMessageException("version " + version + " of the consumer protocol");
        }
        // By contract newer versions only add fields at the end, so the newest we know reads what it knows.
        message.read(in, (short) Math.min(version, message.highestSupportedVersion()));
        return message;
    }

    /** An assignment in the version in which the member's metadata is. */
    public static byte[] bytes(ConsumerProtocolAssignment assignment, byte[] metadata) {
        short version = (short) Math.min(
                new ByteBufferReadable(ByteBuffer.wrap(metadata)).readShort(), assignment.highestSupportedVersion());
        ByteBuffer buffer = ByteBuffer.allocate(Short.BYTES + assignment.size(version));
        buffer.putShort(version);
        assignment.write(new ByteBufferWritable(buffer), version);
        return buffer.array();
    }
}
