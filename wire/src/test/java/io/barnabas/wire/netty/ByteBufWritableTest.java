// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.FileRecords;
import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.util.ReferenceCounted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteBufWritableTest {
    private static final int SENDFILE_MIN_BYTES = 1000;

    private final CountingAllocator allocator = new CountingAllocator();
    private final byte[] content = new byte[100_000];

    @TempDir
    private Path directory;

    private FileChannel file;

    @BeforeEach
    void writeFile() throws IOException {
        new Random(1).nextBytes(content);
        file = FileChannel.open(Files.write(directory.resolve("segment"), content), StandardOpenOption.READ);
    }

    @AfterEach
    void everythingIsReleased() throws IOException {
        assertThat(allocator.usedBytes()).isZero();
        assertThat(file.isOpen()).isTrue();
        file.close();
    }

    @Test
    void shouldSendLargeFileSlicesAsRegionsBetweenTheBytesAroundThem() throws IOException {
        var out = new ByteBufWritable(allocator.buffer(), SENDFILE_MIN_BYTES);
        out.writeInt(1);
        out.writeRecordBytes(new FileRecords(file, 500, 50_000));
        out.writeInt(2);
        out.writeRecordBytes(new FileRecords(file, 0, 999));
        out.writeRecordBytes(new FileRecords(file, 99_000, 1000));
        long size = out.sizeInBytes();

        List<Object> pieces = drain(out);

        assertThat(pieces).hasSize(4);
        assertThat(pieces.get(1)).isInstanceOf(FileRegion.class);
        assertThat(pieces.get(3)).isInstanceOf(FileRegion.class);
        assertThat(bytesOf(pieces))
                .hasSize((int) size)
                .isEqualTo(join(
                        new byte[] {0, 0, 0, 1},
                        Arrays.copyOfRange(content, 500, 50_500),
                        new byte[] {0, 0, 0, 2},
                        Arrays.copyOf(content, 999),
                        Arrays.copyOfRange(content, 99_000, 100_000)));
    }

    @Test
    void shouldNotCopyLargeBuffersNorMoveTheirPosition() throws IOException {
        var out = new ByteBufWritable(allocator.buffer(), SENDFILE_MIN_BYTES);
        ByteBuffer large = ByteBuffer.wrap(content, 7, 20_000);
        ByteBuffer small = ByteBuffer.wrap(content, 3, 10);
        out.writeRecordBytes(new ByteBufferRecords(large));
        out.writeRecordBytes(new ByteBufferRecords(small));

        List<Object> pieces = drain(out);

        assertThat(pieces).hasSize(2);
        assertThat(large.remaining()).isEqualTo(20_000);
        assertThat(small.remaining()).isEqualTo(10);
        assertThat(bytesOf(pieces))
                .isEqualTo(join(Arrays.copyOfRange(content, 7, 20_007), Arrays.copyOfRange(content, 3, 13)));
    }

    @Test
    void shouldWriteTextOfAnyScript() throws IOException {
        var out = new ByteBufWritable(allocator.buffer(), SENDFILE_MIN_BYTES);
        out.writeString("plain", false);
        out.writeString("žluťoučký 🐎 \ud83d", true);

        byte[] bytes = bytesOf(drain(out));

        var expected = ByteBuffer.allocate(100);
        var reference = new io.barnabas.wire.protocol.ByteBufferWritable(expected);
        reference.writeString("plain", false);
        reference.writeString("žluťoučký 🐎 \ud83d", true);
        assertThat(bytes).isEqualTo(Arrays.copyOf(expected.array(), expected.position()));
    }

    @Test
    void shouldFailWhenTheFileIsShorterThanItsSlice() {
        var out = new ByteBufWritable(allocator.buffer(), SENDFILE_MIN_BYTES);

        assertThatThrownBy(() -> out.writeRecordBytes(new FileRecords(file, content.length - 10, 20)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("10 bytes before");

        out.discard();
    }

    @Test
    void shouldLetGoOfEverythingWhenDiscarded() {
        var out = new ByteBufWritable(allocator.buffer(), SENDFILE_MIN_BYTES);
        out.writeRecordBytes(new FileRecords(file, 0, 50_000));
        out.writeRecordBytes(new ByteBufferRecords(ByteBuffer.allocate(10_000)));

        out.discard();

        assertThat(allocator.usedBytes()).isZero();
    }

    private static List<Object> drain(ByteBufWritable out) {
        var pieces = new ArrayList<Object>();
        out.drainTo(pieces::add);
        return pieces;
    }

    private static byte[] bytesOf(List<Object> pieces) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (Object piece : pieces) {
            if (piece instanceof FileRegion region) {
                while (region.transferred() < region.count()) {
                    region.transferTo(Channels.newChannel(bytes), region.transferred());
                }
            } else if (piece instanceof ByteBuf buffer) {
                buffer.readBytes(bytes, buffer.readableBytes());
            }
            ((ReferenceCounted) piece).release();
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) throws IOException {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.write(part);
        }
        return joined.toByteArray();
    }
}
