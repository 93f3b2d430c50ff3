// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Neighbouring fields whose code must differ between the same versions share their checks on {@code version}. */
final class FieldGroups {

    /** Writes the code of one field in one presence. */
    interface Code {
        void write(FieldSpec field, Presence presence);
    }

    private FieldGroups() {}

    /**
     * Writes the code of the fields in their order.
     *
     * @param presenceOf how a field counts in a version; null means that there is nothing to do for it
     */
    static void write(
            StructContext context,
            List<FieldSpec> fields,
            BiFunction<FieldSpec, Integer, @Nullable Presence> presenceOf,
            Code code) {
        int first = 0;
        while (first < fields.size()) {
            List<Boolean> shape = shape(context, fields.get(first), presenceOf);
            int end = first + 1;
            while (end < fields.size()
                    && shape(context, fields.get(end), presenceOf).equals(shape)) {
                end++;
            }
            writeGroup(context, fields.subList(first, end), presenceOf, code);
            first = end;
        }
    }

    private static void writeGroup(
            StructContext context,
            List<FieldSpec> group,
            BiFunction<FieldSpec, Integer, @Nullable Presence> presenceOf,
            Code code) {
        VersionSplit.write(
                context.out(), context.versions(), version -> presences(group, presenceOf, version), kinds -> {
                    for (int i = 0; i < group.size(); i++) {
                        code.write(group.get(i), kinds.get(i));
                    }
                });
    }

    /** What each field of a group does in a version; null when they have nothing to do. */
    private static @Nullable List<Presence> presences(
            List<FieldSpec> group, BiFunction<FieldSpec, Integer, @Nullable Presence> presenceOf, int version) {
        List<Presence> presences = new ArrayList<>();
        for (FieldSpec field : group) {
            Presence presence = presenceOf.apply(field, version);
            if (presence != null) {
                presences.add(presence);
            }
        }
        return presences.isEmpty() ? null : presences;
    }

    /** For each version whether something is to be done, and whether it is other than in the version before. */
    private static List<Boolean> shape(
            StructContext context, FieldSpec field, BiFunction<FieldSpec, Integer, @Nullable Presence> presenceOf) {
        List<Boolean> shape = new ArrayList<>();
        Presence before = null;
        for (int version = context.versions().lowest();
                version <= context.versions().highest();
                version++) {
            Presence now = presenceOf.apply(field, version);
            shape.add(now != null);
            shape.add(version > context.versions().lowest() && now != before);
            before = now;
        }
        return shape;
    }
}
