// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseIndexTest {
    private static final long BASE = 5_000_000_000L;
    private static final int MAX_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 511, 512, 513, 1024, 5000})
    void shouldFindOffsetsAsAScanDoes(int count) throws IOException {
        System.out.println("seed " + count);
        Random random = new Random(count);
        Path file = folder.resolve("a.index");
        List<OffsetIndex.Entry> entries = new ArrayList<>();
        long offset = BASE;
        int position = 0;
        try (OffsetIndex index = new OffsetIndex(file, BASE, MAX_BYTES)) {
            for (int i = 0; i < count; i++) {
                offset += 1 + random.nextInt(10);
                position += 1 + random.nextInt(5000);
                index.append(offset, position);
                entries.add(new OffsetIndex.Entry(offset, position));
            }

            assertLookups(index, entries, offset, random);
            index.flush();
        }
        assertThat(Files.size(file)).isEqualTo(8L * count);
        try (OffsetIndex reopened = new OffsetIndex(file, BASE, MAX_BYTES)) {
            assertThat(reopened.entries()).isEqualTo(count);
            assertLookups(reopened, entries, offset, random);
        }
    }

    private static void assertLookups(OffsetIndex index, List<OffsetIndex.Entry> entries, long last, Random random)
            throws IOException {
        for (int i = 0; i < 500; i++) {
            long target = BASE + random.nextInt((int) (last - BASE) + 20);
            OffsetIndex.Entry expected = new OffsetIndex.Entry(BASE, 0);
            for (OffsetIndex.Entry entry : entries) {
                expected = entry.offset() <= target ? entry : expected;
            }
            assertThat(index.lookup(target)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 600, 2000})
    void shouldGoOnAfterATruncation(int count) throws IOException {
        Path file = folder.resolve("b.index");
        for (int cut : new int[] {0, 1, count / 2, count - 1}) {
            Files.deleteIfExists(file);
            try (OffsetIndex index = new OffsetIndex(file, BASE, MAX_BYTES)) {
                for (int i = 0; i < count; i++) {
                    index.append(BASE + 10L * i, i);
                }

                index.truncateTo(BASE + 10L * cut);
                int kept = index.entries();
                index.append(BASE + 10L * count, 77);
                index.flush();

                assertThat(kept).isEqualTo(cut);
                assertThat(index.lookup(Long.MAX_VALUE)).isEqualTo(new OffsetIndex.Entry(BASE + 10L * count, 77));
                assertThat(Files.size(file)).isEqualTo(8L * (cut + 1));
                assertThat(index.read(Math.max(0, cut - 1)).position()).isEqualTo(cut == 0 ? 77 : cut - 1);
            }
        }
    }

    @Test
    void shouldKeepOnlyRisingTimestamps() throws IOException {
        try (TimeIndex index = new TimeIndex(folder.resolve("c.timeindex"), BASE, MAX_BYTES)) {
            assertThat(index.maybeAppend(100, BASE + 1)).isTrue();
            assertThat(index.maybeAppend(100, BASE + 2)).isFalse();
            assertThat(index.maybeAppend(90, BASE + 3)).isFalse();
            assertThat(index.maybeAppend(200, BASE + 4)).isTrue();

            assertThat(index.lookup(99)).isEqualTo(new TimeIndex.Entry(-1, BASE));
            assertThat(index.lookup(150)).isEqualTo(new TimeIndex.Entry(100, BASE + 1));
            assertThat(index.last()).isEqualTo(new TimeIndex.Entry(200, BASE + 4));
            index.truncateTo(BASE + 4);
            assertThat(index.last()).isEqualTo(new TimeIndex.Entry(100, BASE + 1));
        }
    }

    @Test
    void shouldRefuseFilesThatCannotBeIndexes() throws IOException {
        Path torn = Files.write(folder.resolve("d.index"), new byte[12]);
        Path falling = folder.resolve("e.timeindex");
        try (TimeIndex index = new TimeIndex(falling, BASE, MAX_BYTES)) {
            index.maybeAppend(100, BASE + 1);
            index.maybeAppend(200, BASE + 2);
            index.flush();
        }
        byte[] bytes = Files.readAllBytes(falling);
        bytes[12 + 7] = 5;
        Files.write(falling, bytes);

        assertThatThrownBy(() -> new OffsetIndex(torn, BASE, MAX_BYTES)).isInstanceOf(CorruptIndexException.class);
        assertThatThrownBy(() -> new TimeIndex(falling, BASE, MAX_BYTES)).isInstanceOf(CorruptIndexException.class);
    }

    @Test
    void shouldRememberTheNewestBatchesOnly() {
        RecentBatches recent = new RecentBatches();
        for (int i = 0; i < 1000; i++) {
            recent.add(10L * i, 10L * i + 9, 100 * i, 100);
        }

        assertThat(recent.firstEndingAtOrAfter(9999)).isEqualTo(new BatchPosition(9990, 9999, 99_900, 100));
        assertThat(recent.firstEndingAtOrAfter(9800)).isEqualTo(new BatchPosition(9800, 9809, 98_000, 100));
        assertThat(recent.firstEndingAtOrAfter(10_000)).isNull();
        assertThat(recent.firstEndingAtOrAfter(100)).isNull();
        assertThat(new RecentBatches().firstEndingAtOrAfter(0)).isNull();
    }
}
