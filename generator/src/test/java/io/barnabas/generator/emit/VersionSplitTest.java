// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.generator.schema.Versions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionSplitTest {

    @ParameterizedTest
    @CsvSource({
        // One letter a version from 2 on; '.' wants no code.
        "aaa, a;",
        "aab, if (version >= 4) {;b;} else {;a;};",
        "..b, if (version >= 4) {;b;};",
        "b.., if (version == 2) {;b;};",
        ".b., if (version == 3) {;b;};",
        ".bb., if (version >= 3 && version <= 4) {;b;};",
        "abc, if (version >= 4) {;c;} else if (version >= 3) {;b;} else {;a;};",
        "a.c, if (version >= 4) {;c;} else if (version == 2) {;a;};",
        "a.c., if (version == 4) {;c;} else if (version == 2) {;a;};",
        "aba, if (version >= 4) {;a;} else if (version >= 3) {;b;} else {;a;};",
        "..., ''"
    })
    void shouldWriteTheShortestChecks(String kinds, String expected) {
        JavaWriter out = new JavaWriter();
        Versions versions = new Versions(2, 2 + kinds.length() - 1);

        VersionSplit.write(
                out,
                versions,
                version -> kinds.charAt(version - 2) == '.' ? null : kinds.charAt(version - 2),
                kind -> out.line(kind.toString()));

        assertThat(flat(out)).isEqualTo(expected);
    }

    @Test
    void shouldNameTheConditionOfARange() {
        Versions known = Versions.parse("3-8");

        assertThat(VersionSplit.condition(known, Versions.parse("0+"))).isEqualTo("true");
        assertThat(VersionSplit.condition(known, Versions.parse("9+"))).isEqualTo("false");
        assertThat(VersionSplit.condition(known, Versions.parse("5+"))).isEqualTo("version >= 5");
        assertThat(VersionSplit.condition(known, Versions.parse("0-4"))).isEqualTo("version <= 4");
        assertThat(VersionSplit.condition(known, Versions.parse("4-5"))).isEqualTo("version >= 4 && version <= 5");
    }

    private static String flat(JavaWriter out) {
        List<String> lines = new ArrayList<>(out.toFile("p", "x").lines().toList());
        StringBuilder text = new StringBuilder();
        lines.subList(4, lines.size()).forEach(line -> text.append(line.strip()).append(';'));
        return text.toString();
    }
}
