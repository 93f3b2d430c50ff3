// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void shouldShowTextAsItIs() {
        assertThat(Text.of(bytes("Käse\t{\"a\": 1}\n"))).isEqualTo("Käse\t{\"a\": 1}\n");
        assertThat(Text.of(bytes(""))).isEmpty();
        assertThat(Text.of(null)).isNull();
    }

    @Test
    void shouldShowOtherBytesInBase64() {
        assertThat(Text.of(ByteBuffer.wrap(new byte[] {(byte) 0xff, 0, 1}))).isEqualTo("base64:/wAB");
    }

    @Test
    void shouldNotLetARecordSteerTheTerminal() {
        assertThat(Text.of(bytes("\u001b[2J"))).isEqualTo("base64:G1sySg==");
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }
}
