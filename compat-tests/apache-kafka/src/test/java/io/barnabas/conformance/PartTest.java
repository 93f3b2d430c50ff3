// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartTest {
    @Test
    void shouldTakeTheFirstOfEachClassBeforeTheSecondOfAny() {
        var part = new Part(4, 5).of(Map.of("A", Map.of("a1", 1, "a2", 1, "a3", 1), "B", Map.of("b1", 2, "b2", 2)));

        assertThat(part).isEqualTo(Map.of("A", Set.of("a1", "a2"), "B", Set.of("b1")));
    }

    @Test
    void shouldLeaveOutWhatTakesLong() {
        var part = new Part(100, 5).of(Map.of("A", Map.of("a1", 10, "a2", 5), "B", Map.of("b1", 20)));

        assertThat(part).isEqualTo(Map.of("A", Set.of("a2")));
    }
}
