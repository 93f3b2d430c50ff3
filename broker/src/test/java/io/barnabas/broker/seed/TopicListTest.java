// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.StartupException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicListTest {
    @Test
    void shouldReadTopicsOneByOne() {
        assertThat(TopicList.parse("V", "orders:3:1, users:1:1:compact ,\nlate:2:1,"))
                .containsExactly(
                        new TopicSeed("orders", 3, (short) 1, Map.of(), "V"),
                        new TopicSeed("users", 1, (short) 1, Map.of("cleanup.policy", "compact"), "V"),
                        new TopicSeed("late", 2, (short) 1, Map.of(), "V"));
        assertThat(TopicList.parse("V", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders", "orders:3", ":3:1", "orders:three:1", "orders:3:1:compact:more", "orders:3:99999"})
    void shouldSayWhichEntryIsWrong(String entry) {
        assertThatThrownBy(() -> TopicList.parse("KAFKA_CREATE_TOPICS", "good:1:1," + entry))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("KAFKA_CREATE_TOPICS has '" + entry + "'")
                .hasMessageContaining("orders:3:1:compact");
    }
}
