// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointInLogTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "earliest, time -2",
        "LATEST, time -1",
        "0, offset 0",
        "123456, offset 123456",
        "90s, time 1795867110000",
        "2h, time 1795860000000",
        "7d, time 1795262400000",
        "2026-11-28T10:00:00Z, time 1795860000000",
        "2026-11-28T11:00:00+01:00, time 1795860000000"
    })
    void shouldReadWhatUsersWrite(String text, String point) {
        assertThat(PointInLog.parse(text, InstantSource.fixed(NOW))).hasToString(point);
    }

    @Test
    void shouldTakeATimeWithoutAZoneAsThatOfTheMachine() {
        long expected = LocalDateTime.parse("2026-11-28T10:00")
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toEpochMilli();

        assertThat(PointInLog.parse("2026-11-28T10:00", InstantSource.fixed(NOW)))
                .hasToString("time " + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "-5", "1w", "2026-13-01", "10:00", "99999999999999999999"})
    void shouldSayWhatItUnderstands(String text) {
        assertThatThrownBy(() -> PointInLog.parse(text, InstantSource.fixed(NOW)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'" + text + "' is none of earliest, latest");
    }
}
