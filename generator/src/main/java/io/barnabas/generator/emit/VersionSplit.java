// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Splits a range of versions where the code must differ and writes the shortest chain of checks on {@code version}, newest
 * versions first.
 */
final class VersionSplit {

    private VersionSplit() {}

    private record Run<K>(int lowest, int highest, @Nullable K kind) {}

    /**
     * Writes the code of each kind under the check that selects its versions.
     *
     * @param kindOf what a version needs; equal kinds share their code, null means that there is nothing to do
     * @param code writes the code of a kind
     */
    static <K> void write(JavaWriter out, Versions versions, IntFunction<@Nullable K> kindOf, Consumer<K> code) {
        int highestLeft = versions.highest();
        boolean first = true;
        for (Run<K> run : runs(versions, kindOf)) {
            if (run.kind == null) {
                continue;
            }
            String check = check(run, versions.lowest(), highestLeft);
            if (first && check.isEmpty()) {
                code.accept(run.kind);
                return;
            }
            String header = check.isEmpty() ? "else" : (first ? "if (" : "else if (") + check + ")";
            if (first) {
                out.open(header);
            } else {
                out.next(header);
            }
            code.accept(run.kind);
            first = false;
            if (run.highest == highestLeft) {
                highestLeft = run.lowest - 1;
            }
        }
        if (!first) {
            out.close();
        }
    }

    /** The check that a version of {@code known} is one of {@code wanted}: "true", "false" or a comparison. */
    static String condition(Versions known, Versions wanted) {
        Versions both = known.and(wanted);
        if (both.isEmpty()) {
            return "false";
        }
        String check = check(new Run<>(both.lowest(), both.highest(), wanted), known.lowest(), known.highest());
        return check.isEmpty() ? "true" : check;
    }

    private static String check(Run<?> run, int lowestLeft, int highestLeft) {
        boolean above = run.lowest > lowestLeft;
        boolean below = run.highest < highestLeft;
        if (below && run.lowest == run.highest) {
            return "version == " + run.lowest;
        }
        if (above && below) {
            return "version >= " + run.lowest + " && version <= " + run.highest;
        }
        if (above) {
            return "version >= " + run.lowest;
        }
        return below ? "version <= " + run.highest : "";
    }

    private static <K> List<Run<K>> runs(Versions versions, IntFunction<@Nullable K> kindOf) {
        List<Run<K>> runs = new ArrayList<>();
        int version = versions.highest();
        while (version >= versions.lowest()) {
            int highest = version;
            K kind = kindOf.apply(version);
            while (version > versions.lowest() && Objects.equals(kindOf.apply(version - 1), kind)) {
                version--;
            }
            runs.add(new Run<>(version, highest, kind));
            version--;
        }
        return runs;
    }
}
