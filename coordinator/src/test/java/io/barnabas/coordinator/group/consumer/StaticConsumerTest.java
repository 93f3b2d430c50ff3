// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members with an instance id (KIP-345). */
class StaticConsumerTest {

    private final ShardDriver driver = new ShardDriver();
    private final TestConsumer first = TestConsumer.ofInstance(driver, "m1", "i");

    @BeforeEach
    void createTopics() {
        driver.topics().put("orders", 4);
    }

    @Test
    void shouldGiveItsPartitionsToItsNextSelfWithoutARebalance() {
        first.join();
        first.leave(-2);

        TestConsumer next = TestConsumer.ofInstance(driver, "m2", "i").join();

        assertThat(next.owned()).hasSize(4);
        assertThat(next.epoch()).isEqualTo(2);
        assertThat(driver.ask(coordinator -> coordinator.describeConsumerGroup("g"))
                        .members())
                .singleElement()
                .satisfies(member -> assertThat(member.memberId()).isEqualTo("m2"));
        first.epoch(1);
        assertThat(first.refusal(first.fullRequest()))
                .hasMessage("Static member m1 with instance id i was fenced by member m2.")
                .extracting(ApiException::error)
                .isEqualTo(Errors.FENCED_INSTANCE_ID);
    }

    @Test
    void shouldKeepItsPlaceOnlyAsLongAsASession() {
        first.join();
        TestConsumer other = TestConsumer.dynamic(driver, "other").join();
        first.leave(-2);

        driver.advance(40_000);
        assertThat(other.heartbeat().owned()).isEmpty();
        driver.advance(5_000);

        assertThat(other.heartbeat().owned()).hasSize(4);
    }

    @Test
    void shouldNotGiveAPlaceThatIsTaken() {
        first.join();

        TestConsumer thief = TestConsumer.ofInstance(driver, "m2", "i");

        assertThat(thief.refusal(thief.fullRequest()))
                .hasMessage(
                        "Static member m2 with instance id i cannot join the group because the instance id is owned by"
                                + " m1 member.")
                .extracting(ApiException::error)
                .isEqualTo(Errors.UNRELEASED_INSTANCE_ID);
        assertThat(first.heartbeat().owned()).hasSize(4);
    }

    @Test
    void shouldGoForGoodWhenItSaysSo() {
        first.join();
        first.leave(-1);

        TestConsumer stranger = TestConsumer.ofInstance(driver, "m2", "i");
        stranger.epoch(1);

        assertThat(stranger.refusal(stranger.fullRequest())).hasMessage("Instance id i is unknown.");
    }

    @Test
    void shouldComeBackOverARestartOfTheCoordinator() {
        first.join();
        TestConsumer.dynamic(driver, "other").join();
        first.leave(-2);
        driver.restart();

        TestConsumer next = TestConsumer.ofInstance(driver, "m2", "i").join();

        assertThat(next.ownedCount()).isPositive();
    }
}
