// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogNameTest {
    @Test
    void shouldSplitAtTheLastDash() {
        assertThat(LogName.parse("a-b-12")).hasValue(new LogName("a-b", 12));
        assertThat(LogName.parse("__consumer_offsets-49")).hasValue(new LogName("__consumer_offsets", 49));
        assertThat(new LogName("a-b", 12)).hasToString("a-b-12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a-",
                "-1",
                "a-b",
                "a-1x",
                "a-99999999999",
                "a-2147483648",
                "a b-1",
                "a-0.0123456789abcdef0123456789abcdef-delete",
                "a-0.0123456789abcdef0123456789abcdef-stray"
            })
    void shouldKnowWhatIsNoPartition(String folder) {
        assertThat(LogName.parse(folder)).isEmpty();
    }

    @Test
    void shouldCutTheTopicSoThatTheNameFits() {
        String folder = new LogName("t".repeat(249), 3).deletedFolder(new UUID(1, 2));

        assertThat(folder).hasSize(255).endsWith("-3.00000000000000010000000000000002-delete");
    }
}
