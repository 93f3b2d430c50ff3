// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.conformance;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.MessageSpec;
import io.barnabas.generator.schema.StructSpec;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.Message;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;

/** Kafka's own class for a schema: makes its object of one of ours, by value and not by bytes. */
final class KafkaTwin {

    private final MessageSpec spec;
    private final Class<?> kafkaClass;

    /** The twin of a message of kafka-clients. */
    static KafkaTwin of(MessageSpec spec) {
        boolean withoutSuffix = spec.kind() == MessageSpec.Kind.DATA;
        return new KafkaTwin(spec, "org.apache.kafka.common.message." + spec.name() + (withoutSuffix ? "" : "Data"));
    }

    KafkaTwin(MessageSpec spec, String className) {
        this.spec = spec;
        try {
            this.kafkaClass = Class.forName(className);
        } catch (ClassNotFoundException e) {
            throw new LinkageError("Kafka has no " + className, e);
        }
    }

    /** Kafka's object with the same values. */
    org.apache.kafka.common.protocol.Message copyOf(Message ours) {
        return (org.apache.kafka.common.protocol.Message) copy(ours, spec.root(), kafkaClass);
    }

    /** Kafka's object of one of the message's structures with the same values. */
    org.apache.kafka.common.protocol.Message copyOf(Message ours, StructSpec struct) {
        Class<?> type = struct.equals(spec.root()) ? kafkaClass : Reflect.nested(kafkaClass, struct.name());
        return (org.apache.kafka.common.protocol.Message) copy(ours, struct, type);
    }

    /** Kafka's object read from bytes, all of which it must take. */
    org.apache.kafka.common.protocol.Message read(ByteBuffer bytes, short version) {
        var message = (org.apache.kafka.common.protocol.Message) Reflect.create(kafkaClass);
        ByteBuffer buffer = bytes.duplicate();
        message.read(new ByteBufferAccessor(buffer), version);
        if (buffer.hasRemaining()) {
            throw new AssertionError("Kafka leaves " + buffer.remaining() + " bytes of " + spec.name());
        }
        return message;
    }

    /** The bytes that Kafka makes. */
    static ByteBuffer write(org.apache.kafka.common.protocol.Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(buffer), cache, version);
        return buffer.flip();
    }

    private Object copy(Message ours, StructSpec struct, Class<?> type) {
        Object theirs = Reflect.create(type);
        for (FieldSpec field : struct.fields()) {
            Method setter = Reflect.setter(type, field.name());
            Object value = Reflect.get(ours, field.javaName());
            Reflect.set(theirs, field.name(), convert(value, setter.getParameterTypes()[0]));
        }
        for (var unknown : ours.unknownTaggedFields()) {
            ((org.apache.kafka.common.protocol.Message) theirs)
                    .unknownTaggedFields()
                    .add(new RawTaggedField(unknown.tag(), unknown.data()));
        }
        return theirs;
    }

    private @Nullable Object convert(@Nullable Object value, @Nullable Class<?> wanted) {
        if (value instanceof List<?> list) {
            return convertList(list, wanted);
        }
        if (value instanceof UUID id) {
            return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
        }
        if (value instanceof byte[] bytes && wanted == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof ByteBufferRecords records) {
            return MemoryRecords.readableRecords(records.buffer().duplicate());
        }
        if (value instanceof Message message) {
            String name = message.getClass().getSimpleName();
            return copy(message, spec.struct(name), Reflect.nested(kafkaClass, name));
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private Object convertList(List<?> list, @Nullable Class<?> wanted) {
        Collection<@Nullable Object> copy = wanted == null || wanted == List.class
                ? new ArrayList<>()
                : (Collection<@Nullable Object>) Reflect.create(wanted);
        for (Object element : list) {
            copy.add(convert(element, null));
        }
        return copy;
    }
}
