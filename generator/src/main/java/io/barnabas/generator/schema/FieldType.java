// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.schema;

/** The type of a field: a {@link Primitive}, an {@link Array} of another type, or a {@link Struct}. */
public sealed interface FieldType {

    /** The type as the schema writes it. */
    static FieldType parse(String text) {
        if (text.startsWith("[]")) {
            return new Array(parse(text.substring(2)));
        }
        for (Primitive primitive : Primitive.values()) {
            if (primitive.schemaName().equals(text)) {
                return primitive;
            }
        }
        if (!Character.isUpperCase(text.charAt(0))) {
            throw new IllegalArgumentException("Unknown type '" + text + "'");
        }
        return new Struct(text);
    }

    /** Whether a value of the type can be null at all. */
    default boolean isReference() {
        return !(this instanceof Primitive primitive) || primitive.size() == 0;
    }

    /** The types with a name of their own in the protocol. */
    enum Primitive implements FieldType {
        BOOL("bool", 1),
        INT8("int8", 1),
        INT16("int16", 2),
        UINT16("uint16", 2),
        INT32("int32", 4),
        UINT32("uint32", 4),
        INT64("int64", 8),
        FLOAT64("float64", 8),
        UUID("uuid", 16),
        STRING("string", 0),
        BYTES("bytes", 0),
        RECORDS("records", 0);

        private final String schemaName;
        private final int size;

        Primitive(String schemaName, int size) {
            this.schemaName = schemaName;
            this.size = size;
        }

        /** The name in the schemas. */
        public String schemaName() {
            return schemaName;
        }

        /** Bytes on the wire, or 0 when that depends on the value. */
        public int size() {
            return size;
        }
    }

    /**
     * A list of values.
     *
     * @param element the type of each
     */
    record Array(FieldType element) implements FieldType {}

    /**
     * A structure with fields of its own.
     *
     * @param name its name within the message
     */
    record Struct(String name) implements FieldType {}
}
