// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.schema;

import org.jspecify.annotations.Nullable;

/**
 * One field of a structure.
 *
 * @param name the name in the schema, {@code TopicData}
 * @param type the type
 * @param versions the versions that have the field
 * @param nullableVersions the versions in which it may be null
 * @param taggedVersions the versions in which it is a tagged field (KIP-482)
 * @param tag its tag, or -1
 * @param flexibleVersions where its length is given the flexible way
 * @param defaultText the default as the schema writes it, or null for the usual one of the type
 * @param ignorable whether a value that a version cannot carry may be lost silently
 * @param about what the field means
 */
public record FieldSpec(
        String name,
        FieldType type,
        Versions versions,
        Versions nullableVersions,
        Versions taggedVersions,
        int tag,
        Versions flexibleVersions,
        @Nullable String defaultText,
        boolean ignorable,
        String about) {

    /** The name in Java, {@code topicData}. */
    public String javaName() {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Whether null is the default. */
    public boolean isNullByDefault() {
        return type == FieldType.Primitive.RECORDS || (type.isReference() && "null".equals(defaultText));
    }

    /**
     * Whether the field is a structure that travels only as a tagged field and so mostly not at all: its object is made when
     * it is first asked for.
     */
    public boolean isMadeWhenAsked() {
        return type instanceof FieldType.Struct && !isNullable() && taggedVersions.equals(versions);
    }

    /** Whether the Java field can be null. */
    public boolean isNullable() {
        return type.isReference() && (isNullByDefault() || !nullableVersions.isEmpty());
    }
}
