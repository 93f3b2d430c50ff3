// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.generator.schema.MessageSpec;
import io.barnabas.generator.schema.StructSpec;
import io.barnabas.generator.schema.Versions;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.Message;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The claims that every message must bear out against Kafka's class of the same schema. */
final class SameBytes {

    private static final int MIXED_ROUNDS = 15;

    private final MessageSpec spec;
    private final Function<MessageSpec, Message> newMessage;
    private final KafkaTwin twin;

    SameBytes(MessageSpec spec, Function<MessageSpec, Message> newMessage, KafkaTwin twin) {
        this.spec = spec;
        this.newMessage = newMessage;
        this.twin = twin;
    }

    /** Same values, same bytes, in both directions, for all versions and many values. */
    void inAllVersions(long seed) {
        for (short version = (short) spec.validVersions().lowest();
                version <= spec.validVersions().highest();
                version++) {
            for (MessageFiller.Style style : MessageFiller.Style.values()) {
                int rounds = style == MessageFiller.Style.MIXED ? MIXED_ROUNDS : 1;
                for (int round = 0; round < rounds; round++) {
                    check(version, style, new Random(seed + round));
                }
            }
        }
    }

    private void check(short version, MessageFiller.Style style, Random random) {
        Message ours = new MessageFiller(spec, random, style).fill(newMessage.apply(spec), version);
        String what = spec.name() + " version " + version + " " + style + ": " + ours;

        var theirs = twin.copyOf(ours);
        ByteBuffer theirBytes = KafkaTwin.write(theirs, version);
        ByteBuffer ourBytes = ByteBufferWritable.toBuffer(ours, version);

        assertThat(ourBytes.remaining()).as("size of " + what).isEqualTo(ours.size(version));
        assertThat(hex(ourBytes)).as(what).isEqualTo(hex(theirBytes));
        assertThat(twin.read(ourBytes, version)).as(what).isEqualTo(theirs);
        Message back = newMessage.apply(spec);
        ByteBuffer left = theirBytes.duplicate();
        back.read(new ByteBufferReadable(left), version);
        assertThat(left.remaining()).as("bytes left of " + what).isZero();
        assertThat(back).as(what).isEqualTo(ours).hasSameHashCodeAs(ours).hasToString(ours.toString());
    }

    /** What a version cannot carry is lost where Kafka loses it and refused where Kafka refuses it. */
    void inRefusals(long seed) {
        refusals(spec.root(), newMessage.apply(spec), seed);
        for (StructSpec struct : spec.structs().values()) {
            Class<?> type = Reflect.nested(newMessage.apply(spec).getClass(), struct.name());
            refusals(struct, (Message) Reflect.create(type), seed);
        }
    }

    private void refusals(StructSpec struct, Message sample, long seed) {
        MessageFiller filler = new MessageFiller(spec, new Random(seed), MessageFiller.Style.FULL);
        Versions versions = struct.versions();
        for (short version = (short) versions.lowest(); version <= versions.highest(); version++) {
            for (var field : struct.fields()) {
                if (field.versions().contains(version)) {
                    continue;
                }
                Message ours = (Message) Reflect.create(sample.getClass());
                Reflect.set(ours, field.name(), filler.value(ours, field.type(), versions.highest(), 0));
                assertThat(refuses(ours, version))
                        .as(struct.name() + "." + field.name() + " in version " + version)
                        .isEqualTo(refuses(twin.copyOf(ours, struct), version));
            }
        }
    }

    private static boolean refuses(Message message, short version) {
        try {
            ByteBufferWritable.toBuffer(message, version);
            return false;
        } catch (io.barnabas.wire.protocol.UnsupportedVersionException e) {
            return true;
        }
    }

    private static boolean refuses(org.apache.kafka.common.protocol.Message message, short version) {
        try {
            KafkaTwin.write(message, version);
            return false;
        } catch (UnsupportedVersionException e) {
            return true;
        }
    }

    private static String hex(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            text.append(HexFormat.of().toHexDigits(bytes.get(i)));
        }
        return text.toString();
    }
}
