// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.telemetry.ClientInstance.Push;
import io.barnabas.broker.telemetry.Subscriptions.Wanted;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClientInstanceTest {
    private static final int MAX_BYTES = 100;
    private static final ClientAttributes CLIENT = new ClientAttributes(
            UUID.fromString("6d0de02c-81d7-4d2a-9bf1-5d9d0f3e7a55"), "c1", "java", "4.3.1", "127.0.0.1", 4711);
    private static final Subscriptions SUBSCRIPTIONS = new Subscriptions(
            3,
            List.of(
                    Subscription.of(Map.of("metrics", "a., b.", "interval.ms", "1000", "match", "client_id=c[0-9]")),
                    Subscription.of(Map.of("metrics", "c.", "interval.ms", "500", "match", "client_id=other")),
                    Subscription.of(Map.of("metrics", "d."))));

    private final Wanted wanted = SUBSCRIPTIONS.wantedOf(CLIENT);
    private final ClientInstance fresh = ClientInstance.of(CLIENT, wanted);

    @Test
    void shouldWantWhatAllMatchingSubscriptionsDoAsOftenAsTheMostEager() {
        assertThat(wanted.metrics()).containsExactlyInAnyOrder("a.", "b.", "d.");
        assertThat(wanted.intervalMs()).isEqualTo(1000);
        assertThat(new Subscriptions(0, List.of(Subscription.of(Map.of("metrics", "a.,*"))))
                        .wantedOf(CLIENT)
                        .metrics())
                .containsExactly("*");
        assertThat(new Subscriptions(0, List.of()).wantedOf(CLIENT).intervalMs())
                .isEqualTo(300_000);
    }

    @Test
    void shouldTakeOneRequestAndOnePushInEachInterval() {
        ClientInstance asked = fresh.asked(10_000);
        ClientInstance pushed = asked.pushed(push(false, 0, 5), MAX_BYTES, 10_001);

        assertThat(asked.lastError()).isEqualTo(Errors.NONE);
        assertThat(asked.asked(10_999).lastError()).isEqualTo(Errors.THROTTLING_QUOTA_EXCEEDED);
        assertThat(asked.asked(11_000).lastError()).isEqualTo(Errors.NONE);
        assertThat(pushed.lastError()).isEqualTo(Errors.NONE);
        assertThat(pushed.pushed(push(false, 0, 5), MAX_BYTES, 11_000).lastError())
                .isEqualTo(Errors.THROTTLING_QUOTA_EXCEEDED);
        assertThat(pushed.pushed(push(false, 0, 5), MAX_BYTES, 11_001).lastError())
                .isEqualTo(Errors.NONE);
    }

    @Test
    void shouldTakeALastPushEarlyAndNothingAfterIt() {
        ClientInstance pushed = fresh.asked(10_000).pushed(push(false, 0, 5), MAX_BYTES, 10_001);

        ClientInstance last = pushed.pushed(push(true, 0, 5), MAX_BYTES, 10_002);

        assertThat(last.lastError()).isEqualTo(Errors.NONE);
        assertThat(last.pushed(push(true, 0, 5), MAX_BYTES, 20_000).lastError()).isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void shouldSayWhatIsWrongWithAPush() {
        ClientInstance asked = fresh.asked(10_000);

        assertThat(asked.pushed(new Push(wanted.id() + 1, false, 0, 5), MAX_BYTES, 10_001)
                        .lastError())
                .isEqualTo(Errors.UNKNOWN_SUBSCRIPTION_ID);
        assertThat(asked.pushed(push(false, 5, 5), MAX_BYTES, 10_001).lastError())
                .isEqualTo(Errors.UNSUPPORTED_COMPRESSION_TYPE);
        assertThat(asked.pushed(push(false, 4, 101), MAX_BYTES, 10_001).lastError())
                .isEqualTo(Errors.TELEMETRY_TOO_LARGE);
    }

    @Test
    void shouldLetAClientAskAgainAtOnceWhenItsSubscriptionIsNotKnown() {
        ClientInstance refused = fresh.asked(10_000).pushed(new Push(1, false, 0, 5), MAX_BYTES, 10_001);

        assertThat(refused.asked(10_002).lastError()).isEqualTo(Errors.NONE);
    }

    private Push push(boolean terminating, int compression, int size) {
        return new Push(wanted.id(), terminating, compression, size);
    }
}
