// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:9093, localhost, 9093, localhost:9093",
        "broker, broker, 9092, broker:9092",
        "127.0.0.1:1, 127.0.0.1, 1, 127.0.0.1:1",
        "[::1]:9094, ::1, 9094, [::1]:9094",
        "[::1], ::1, 9092, [::1]:9092",
        "::1, ::1, 9092, [::1]:9092"
    })
    void shouldReadWhatUsersWrite(String text, String host, int port, String shown) {
        HostAndPort address = HostAndPort.parse(text);

        assertThat(address).isEqualTo(new HostAndPort(host, port)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":9092", "host:", "host:x", "host:0", "host:65536", "host:123456", "[]:1"})
    void shouldRefuseWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> HostAndPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
