// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimitivesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16383, 16384, 2097151, 2097152, 268435455, 268435456, Integer.MAX_VALUE, -1})
    void shouldReadTheVarintsItWrites(int value) {
        ByteBuffer buffer = ByteBuffer.allocate(5);

        new ByteBufferWritable(buffer).writeUnsignedVarint(value);

        assertThat(buffer.position()).isEqualTo(Sizes.unsignedVarint(value));
        assertThat(new ByteBufferReadable(buffer.flip()).readUnsignedVarint()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "größe", "日本", "\uD83D\uDE00", "lone \uD83D", "\uDE00 lone", "\uD83Dx"})
    void shouldKnowTheLengthOfUtf8(String text) {
        assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void shouldRefuseStringsThatTheProtocolCannotCarry() {
        ByteBufferWritable out = new ByteBufferWritable(ByteBuffer.allocate(100_000));

        assertThatIllegalArgumentException().isThrownBy(() -> out.writeString("x".repeat(32768), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffffffffff", // a varint without an end
                "00", // null, flexible
                "05616263", // one byte too few
                "ffff7f", // far too many
                "8080028080", // more than a string may have
            })
    void shouldRefuseBadFlexibleStrings(String hex) {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> readable(hex).readString(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffff", "fffe", "00036162", "7fff", "00"})
    void shouldRefuseBadStrings(String hex) {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> readable(hex).readString(false));
    }

    @Test
    void shouldHoldArrayCountsAgainstWhatRemains() {
        assertThat(readable("00000002" + "00".repeat(8)).readArrayCount(false, 4))
                .isEqualTo(2);
        assertThat(readable("ffffffff").readNullableArrayCount(false, 4)).isEqualTo(-1);
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> readable("00000003" + "00".repeat(11)).readArrayCount(false, 4))
                .withMessage("An array of 3 elements in 11 bytes");
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> readable("7fffffff").readArrayCount(false, 1));
    }

    @Test
    void shouldHoldTaggedFieldsToTheirSize() {
        // One tagged field of RequestHeader version 2 that says it has nine bytes, with two behind it.
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> RawTaggedField.readAll(readable("0105090102")));
    }

    @Test
    void shouldWriteRecordsFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("batches"), new byte[] {1, 2, 3, 4, 5});
        ByteBuffer buffer = ByteBuffer.allocate(4);
        try (FileChannel channel = FileChannel.open(file)) {

            new ByteBufferWritable(buffer).writeRecords(new FileRecords(channel, 1, 3), true);
        }

        assertThat(buffer.array()).containsExactly(4, 2, 3, 4);
    }

    private static Readable readable(String hex) {
        return new ByteBufferReadable(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
}
