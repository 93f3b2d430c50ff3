// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupRulesTest {
    private final ConfigValues broker = ConfigValues.of(Map.of(
            "group.streams.max.heartbeat.interval.ms", "60000", "group.streams.max.session.timeout.ms", "60000"));

    @Test
    void shouldWantAHeartbeatWithinASession() {
        assertThatThrownBy(() -> GroupRules.check(Map.of("streams.heartbeat.interval.ms", "50000"), broker))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("streams.session.timeout.ms must be greater than streams.heartbeat.interval.ms");
        assertThatCode(() -> GroupRules.check(
                        Map.of("streams.heartbeat.interval.ms", "50000", "streams.session.timeout.ms", "50001"),
                        broker))
                .doesNotThrowAnyException();
    }
}
