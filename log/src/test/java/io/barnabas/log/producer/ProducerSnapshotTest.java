// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducerSnapshotTest {
    private static final List<ProducerStateEntry> ENTRIES = List.of(
            new ProducerStateEntry(1000, (short) 2, 7, 99, 3, 1_700_000_000_000L, 5, -1),
            new ProducerStateEntry(1001, (short) 0, -1, -1, 0, 1_700_000_000_001L, -1, 42));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldReadWhatItWrote() throws IOException {
        Path file = directory.resolve("00000000000000000100.snapshot");

        ProducerSnapshot.write(file, ENTRIES, true);

        assertThat(ProducerSnapshot.read(file)).isEqualTo(ENTRIES);
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file), 6, 56))
                .isEqualTo("00000002" + "00000000000003e8" + "0002" + "00000007" + "0000000000000063" + "00000003"
                        + "0000018bcfe56800" + "00000005" + "ffffffffffffffff");
        assertThat(directory.toFile().list()).containsExactly("00000000000000000100.snapshot");
    }

    @Test
    void shouldReadAnEmptyTable() throws IOException {
        Path file = directory.resolve("0.snapshot");

        ProducerSnapshot.write(file, List.of(), false);

        assertThat(ProducerSnapshot.read(file)).isEmpty();
    }

    @Test
    void shouldRefuseEveryCutAndEveryFlippedBit() throws IOException {
        Path file = directory.resolve("100.snapshot");
        ProducerSnapshot.write(file, ENTRIES, false);
        byte[] good = Files.readAllBytes(file);

        for (int cut = 0; cut < good.length; cut++) {
            Files.write(file, Arrays.copyOf(good, cut));
            assertThatThrownBy(() -> ProducerSnapshot.read(file)).isInstanceOf(CorruptSnapshotException.class);
        }
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, bad);
            assertThatThrownBy(() -> ProducerSnapshot.read(file)).isInstanceOf(CorruptSnapshotException.class);
        }
        Files.delete(file);
        assertThatThrownBy(() -> ProducerSnapshot.read(file)).isInstanceOf(NoSuchFileException.class);
    }
}
