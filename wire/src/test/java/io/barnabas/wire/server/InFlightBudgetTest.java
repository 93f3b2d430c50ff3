// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightBudgetTest {
    private final InFlightBudget budget = new InFlightBudget(100, 2);
    private final List<String> woken = new ArrayList<>();

    @Test
    void shouldNotGiveMoreBytesThanThereAre() {
        assertThat(budget.tryReserve(60)).isTrue();
        assertThat(budget.tryReserve(41)).isFalse();
        assertThat(budget.tryReserve(40)).isTrue();
        assertThat(budget.bytes()).isEqualTo(100);
    }

    @Test
    void shouldRefuseWhileTooManyRequestsHoldBytes() {
        budget.tryReserve(10);
        budget.requestHeld();
        budget.tryReserve(10);
        budget.requestHeld();
        assertThat(budget.tryReserve(1)).isFalse();

        budget.requestReleased(10);

        assertThat(budget.tryReserve(1)).isTrue();
        assertThat(budget.bytes()).isEqualTo(11);
        assertThat(budget.requests()).isEqualTo(1);
    }

    @Test
    void shouldWakeThoseWhoWaitOneByOneInTheirOrder() {
        budget.tryReserve(100);
        Runnable second = () -> woken.add("second");
        budget.await(() -> woken.add("first"));
        budget.await(second);
        budget.await(() -> woken.add("third"));
        budget.stopWaiting(second);

        budget.release(50);
        assertThat(woken).containsExactly("first");
        budget.wakeNext();

        assertThat(woken).containsExactly("first", "third");
    }
}
