// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentMapTest {
    /** A key whose hash many others share. */
    private record Key(int id, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldBehaveAsAHashMapThatForgetsNothing(long seed) {
        Random random = new Random(seed);
        Map<Key, Integer> expected = new HashMap<>();
        PersistentMap<Key, Integer> map = PersistentMap.empty();
        PersistentMap<Key, Integer> kept = map;
        Map<Key, Integer> expectedKept = Map.of();

        for (int i = 0; i < 5_000; i++) {
            int id = random.nextInt(400);
            Key key = new Key(id, id % 3 == 0 ? id % 7 : id * 0x9E3779B9);
            if (random.nextInt(3) == 0) {
                map = map.remove(key);
                expected.remove(key);
            } else {
                map = map.put(key, i);
                expected.put(key, i);
            }
            if (i == 2_500) {
                kept = map;
                expectedKept = Map.copyOf(expected);
            }
        }

        assertSame(map, expected);
        assertSame(kept, expectedKept);
    }

    @Test
    void shouldBeEqualWhateverTheOrderOfItsUpdates() {
        PersistentMap<String, Integer> one =
                PersistentMap.<String, Integer>empty().put("a", 1).put("b", 2).put("c", 3);
        PersistentMap<String, Integer> other = PersistentMap.<String, Integer>empty()
                .put("c", 3)
                .put("x", 9)
                .put("b", 2)
                .put("a", 1)
                .remove("x");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(one.put("a", 2));
        assertThat(one.remove("a").remove("b").remove("c")).isSameAs(PersistentMap.empty());
    }

    private static void assertSame(PersistentMap<Key, Integer> map, Map<Key, Integer> expected) {
        Map<Key, Integer> found = new HashMap<>();
        for (PersistentMap.Entry<Key, Integer> entry : map) {
            assertThat(found.put(entry.key(), entry.value())).isNull();
        }
        assertThat(found).isEqualTo(expected);
        assertThat(map.size()).isEqualTo(expected.size());
        expected.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
    }
}
