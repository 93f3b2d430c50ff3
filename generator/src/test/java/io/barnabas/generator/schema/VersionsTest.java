// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {

    @ParameterizedTest
    @CsvSource({"none, 0, -1", "3, 3, 3", "0-12, 0, 12", "9+, 9, 32767"})
    void shouldPrintWhatItParses(String text, int lowest, int highest) {
        Versions versions = Versions.parse(text);

        assertThat(versions).isEqualTo(new Versions(lowest, highest)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1-", "-1", "1++", "1-2-3"})
    void shouldRefuseWhatIsNoRange(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Versions.parse(text));
    }

    @Test
    void shouldIntersect() {
        Versions some = Versions.parse("3-7");

        assertThat(some.and(Versions.parse("5+"))).isEqualTo(Versions.parse("5-7"));
        assertThat(some.and(Versions.parse("8+"))).isEqualTo(Versions.NONE);
        assertThat(some.containsAll(Versions.parse("4-7"))).isTrue();
        assertThat(some.containsAll(Versions.NONE)).isTrue();
        assertThat(some.containsAll(Versions.parse("4+"))).isFalse();
    }
}
