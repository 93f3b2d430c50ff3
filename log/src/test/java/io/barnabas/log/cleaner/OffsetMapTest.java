// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.cleaner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetMapTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldKnowTheLastOffsetOfEachKeyAsAMapDoes(long seed) {
        Random random = new Random(seed);
        OffsetMap map = new OffsetMap(500, 0.9);
        Map<String, Long> model = new HashMap<>();

        for (long offset = 0; offset < 5_000; offset++) {
            String key = "key" + random.nextInt(500);
            map.put(key(key), offset);
            model.put(key, offset);
        }

        for (int i = 0; i < 600; i++) {
            String key = "key" + i;
            assertThat(map.get(key(key))).as("seed %s, %s", seed, key).isEqualTo(model.getOrDefault(key, -1L));
        }
        assertThat(map.size()).isEqualTo(model.size());
        assertThat(map.latestOffset()).isEqualTo(4_999);
    }

    @Test
    void shouldSayWhenItIsFull() {
        OffsetMap map = new OffsetMap(3, 0.5);
        for (int i = 0; i < 3; i++) {
            assertThat(map.isFull()).isFalse();
            map.put(key("k" + i), i);
        }

        assertThat(map.isFull()).isTrue();
        assertThat(map.get(key("k1"))).isEqualTo(1);
        assertThat(map.get(key("unknown"))).isEqualTo(-1);
    }

    @Test
    void shouldLeaveTheKeyAsItIs() {
        OffsetMap map = new OffsetMap(1, 1);
        ByteBuffer key = key("k");

        map.put(key, 5);

        assertThat(key.remaining()).isEqualTo(1);
        assertThat(map.get(key)).isEqualTo(5);
    }

    private static ByteBuffer key(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
