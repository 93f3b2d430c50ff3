// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventRingTest {
    private final EventRing ring = new EventRing(3);

    @Test
    void shouldKeepTheLatestAndForgetTheRest() {
        for (int i = 0; i < 5; i++) {
            ring.add(i, "client", "", "text " + i);
        }

        assertThat(ring.latest(event -> true, 10))
                .extracting(Event::text)
                .containsExactly("text 4", "text 3", "text 2");
        assertThat(ring.latest(event -> true, 1)).extracting(Event::text).containsExactly("text 4");
        assertThat(ring.latest(event -> event.atMs() == 2, 10)).hasSize(1);
    }

    @Test
    void shouldCountWhatHappensAgain() {
        ring.add(1, "client", "", "refused");
        ring.add(2, "client", "", "refused");
        ring.add(3, "another", "", "refused");

        assertThat(ring.latest(event -> true, 10))
                .containsExactly(
                        new Event(1, 3, "another", "", "refused", 1), new Event(0, 2, "client", "", "refused", 2));
    }
}
