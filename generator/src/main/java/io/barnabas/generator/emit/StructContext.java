// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import io.barnabas.generator.schema.FieldType;
import io.barnabas.generator.schema.MessageSpec;
import io.barnabas.generator.schema.StructSpec;
import io.barnabas.generator.schema.Versions;
import java.util.Comparator;
import java.util.List;

/**
 * What all emitters of one structure's methods need: where to write, the structure, and the message around it.
 *
 * @param out where the Java goes
 * @param message the schema
 * @param struct the structure that is being written
 */
record StructContext(JavaWriter out, MessageSpec message, StructSpec struct) {

    /** The versions in which the structure can occur. */
    Versions versions() {
        return struct.versions();
    }

    /** The fields that are tagged in some version, by their tags. */
    List<FieldSpec> taggedFields() {
        return struct.fields().stream()
                .filter(field -> !field.taggedVersions().and(versions()).isEmpty())
                .sorted(Comparator.comparingInt(FieldSpec::tag))
                .toList();
    }

    /** Whether a version can have a tagged section: "true", "false" or the local variable {@code flexible}. */
    String flexible() {
        String condition = VersionSplit.condition(versions(), struct.flexibleVersions());
        return condition.equals("true") || condition.equals("false") ? condition : "flexible";
    }

    /** How the field gives its length, as a Java expression. */
    String flexible(FieldSpec field) {
        return field.flexibleVersions().equals(struct.flexibleVersions())
                ? flexible()
                : VersionSplit.condition(versions(), field.flexibleVersions());
    }

    /** Declares the variable {@code flexible} when versions differ in that. */
    void declareFlexible() {
        if (flexible().equals("flexible")) {
            out.line("boolean flexible = " + VersionSplit.condition(versions(), struct.flexibleVersions()) + ";");
        }
    }

    /** The fewest bytes that an element of the array can take, over all versions that have the field. */
    int leastElementSize(FieldSpec field, FieldType element) {
        Versions present = field.versions().and(versions());
        int least = Integer.MAX_VALUE;
        for (int version = present.lowest(); version <= present.highest(); version++) {
            least = Math.min(
                    least, leastSize(element, version, field.flexibleVersions().contains(version)));
        }
        return Math.max(1, least);
    }

    private int leastSize(FieldType type, int version, boolean flexible) {
        if (type instanceof FieldType.Struct reference) {
            return leastSize(message.struct(reference.name()), version);
        }
        if (type instanceof FieldType.Primitive primitive && primitive.size() > 0) {
            return primitive.size();
        }
        if (flexible) {
            return 1;
        }
        return type == FieldType.Primitive.STRING ? Short.BYTES : Integer.BYTES;
    }

    private int leastSize(StructSpec inner, int version) {
        int size = inner.flexibleVersions().contains(version) ? 1 : 0;
        for (FieldSpec field : inner.fields()) {
            Presence presence = Presence.of(field, version);
            if (presence == Presence.NULLABLE && field.type() instanceof FieldType.Struct) {
                size++;
            } else if (presence.isInBody()) {
                size += leastSize(
                        field.type(), version, field.flexibleVersions().contains(version));
            }
        }
        return size;
    }
}
