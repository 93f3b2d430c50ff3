// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    @Test
    void shouldAlignTextLeftAndNumbersRight() {
        var table = new Table("topic", "firstOffset", "size")
                .row("orders", 12L, new Bytes(2048))
                .row("a-long-name", null, new Bytes(7));

        assertThat(table.lines())
                .containsExactly(
                        "TOPIC        FIRST-OFFSET    SIZE",
                        "orders                 12  2.0 KB",
                        "a-long-name             -     7 B");
    }

    @Test
    void shouldRefuseARowOfAnotherWidth() {
        var table = new Table("a", "b");

        assertThatThrownBy(() -> table.row(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1536, 1.5 KB", "10485760, 10 MB", "5497558138880, 5.0 TB"})
    void shouldShowSizesAsPeopleReadThem(long bytes, String shown) {
        assertThat(new Bytes(bytes)).hasToString(shown);
    }
}
