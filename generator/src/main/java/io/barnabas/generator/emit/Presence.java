// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;

/** How a field travels in one version. */
enum Presence {
    /** The version does not have it. */
    ABSENT,
    /** In its place among the others, never null. */
    PLAIN,
    /** In its place among the others, perhaps null. */
    NULLABLE,
    /** In the tagged section at the end, never null. */
    TAGGED,
    /** In the tagged section at the end, perhaps null. */
    TAGGED_NULLABLE;

    static Presence of(FieldSpec field, int version) {
        if (!field.versions().contains(version)) {
            return ABSENT;
        }
        boolean nullable =
                field.type().isReference() && field.nullableVersions().contains(version);
        if (field.taggedVersions().contains(version)) {
            return nullable ? TAGGED_NULLABLE : TAGGED;
        }
        return nullable ? NULLABLE : PLAIN;
    }

    boolean isTagged() {
        return this == TAGGED || this == TAGGED_NULLABLE;
    }

    boolean isInBody() {
        return this == PLAIN || this == NULLABLE;
    }

    boolean mayBeNull() {
        return this == NULLABLE || this == TAGGED_NULLABLE;
    }
}
