// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void shouldShowTextAsText() {
        assertThat(Bytes.show(bytes("Grüße\n"), 100))
                .containsEntry("text", "Grüße\n")
                .containsEntry("size", 8)
                .containsEntry("cut", false);
    }

    @Test
    void shouldNotCutACharacterInTwo() {
        assertThat(Bytes.show(bytes("aüü"), 4)).containsEntry("text", "aü").containsEntry("cut", true);
        assertThat(Bytes.show(bytes("aüü"), 2)).containsEntry("text", "a").containsEntry("cut", true);
    }

    @Test
    void shouldShowAnythingElseAsHexadecimal() {
        assertThat(Bytes.show(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 'x'}), 100))
                .containsEntry("hex", "00 00 00 01 78");
        assertThat(Bytes.show(ByteBuffer.wrap(new byte[] {(byte) 0xc3, 'x'}), 100))
                .containsEntry("hex", "c3 78");
        assertThat(Bytes.show(ByteBuffer.wrap(new byte[100]), 16))
                .containsEntry("hex", "00 00 00 00")
                .containsEntry("cut", true);
        assertThat(Bytes.show(null, 100)).isNull();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
