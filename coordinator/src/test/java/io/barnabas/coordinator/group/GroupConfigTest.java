// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.barnabas.coordinator.group.consumer.ConsumerGroupConfig;
import io.barnabas.coordinator.group.share.ShareGroupConfig;
import io.barnabas.coordinator.group.streams.StreamsGroupConfig;
import org.junit.jupiter.api.Test;

class GroupConfigTest {

    @Test
    void shouldNameThePropertyThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupConfig.DEFAULT.withMaxSize(0))
                .withMessage("group.max.size must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupConfig.DEFAULT.withInitialRebalanceDelayMs(-1))
                .withMessageContaining("group.initial.rebalance.delay.ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupConfig(
                        10,
                        9,
                        0,
                        1,
                        0,
                        60_000,
                        1,
                        ConsumerGroupConfig.DEFAULT,
                        ShareGroupConfig.DEFAULT,
                        StreamsGroupConfig.DEFAULT))
                .withMessageContaining("group.max.session.timeout.ms");
    }
}
