// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.log.epoch.EpochEntry;
import io.barnabas.log.epoch.LeaderEpochCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.storage.internals.checkpoint.OffsetCheckpointFile;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFilesTest {
    private static final List<PartitionOffset> OFFSETS =
            List.of(new PartitionOffset("orders", 0, 17), new PartitionOffset("a.b_c-d", 12, 5_000_000_000L));

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(OffsetCheckpoint.class)
    void shouldReadWhatItWrote(OffsetCheckpoint checkpoint) throws IOException {
        assertThat(checkpoint.read(directory)).isEmpty();

        checkpoint.write(directory, OFFSETS);

        assertThat(checkpoint.read(directory)).isEqualTo(OFFSETS);
        assertThat(Files.readString(directory.resolve(checkpoint.fileName())))
                .isEqualTo("0\n2\norders 0 17\na.b_c-d 12 5000000000\n");
        assertThat(directory.toFile().list()).containsExactly(checkpoint.fileName());
    }

    @Test
    void shouldReadEachOthersFilesWithKafka() throws IOException {
        Path file = directory.resolve(OffsetCheckpoint.RECOVERY_POINTS.fileName());
        OffsetCheckpointFile kafka = new OffsetCheckpointFile(file.toFile(), new LogDirFailureChannel(1));
        Map<TopicPartition, Long> offsets =
                Map.of(new TopicPartition("orders", 0), 17L, new TopicPartition("a.b_c-d", 12), 5_000_000_000L);

        OffsetCheckpoint.RECOVERY_POINTS.write(directory, OFFSETS);
        assertThat(kafka.read()).isEqualTo(offsets);
        kafka.write(offsets);
        assertThat(OffsetCheckpoint.RECOVERY_POINTS.read(directory)).containsExactlyInAnyOrderElementsOf(OFFSETS);
    }

    @Test
    void shouldTakeAnEmptyFileForNoEntries() throws IOException {
        Files.writeString(directory.resolve(OffsetCheckpoint.HIGH_WATERMARKS.fileName()), "");

        assertThat(OffsetCheckpoint.HIGH_WATERMARKS.read(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\n1\norders 0 17\n",
                "0\n",
                "0\nx\n",
                "0\n-1\n",
                "0\n2\norders 0 17\n",
                "0\n1\norders 0 17\norders 1 2\n",
                "0\n1\norders 0\n",
                "0\n1\norders 0 17 9\n",
                "0\n1\norders zero 17\n",
                "0\n1\norders 0 99999999999999999999\n",
                "0\n99999999999\n",
                "\u0000\u0000\u0000"
            })
    void shouldRefuseDamageOrTakeItForEmpty(String text) throws IOException {
        Files.writeString(directory.resolve(OffsetCheckpoint.RECOVERY_POINTS.fileName()), text);

        assertThatThrownBy(() -> OffsetCheckpoint.RECOVERY_POINTS.read(directory))
                .isInstanceOf(CorruptCheckpointException.class);
        assertThat(OffsetCheckpoint.RECOVERY_POINTS.readOrEmpty(directory)).isEmpty();
    }

    @Test
    void shouldRefuseEpochsThatDoNotRise() throws IOException {
        LeaderEpochCheckpoint checkpoint = new LeaderEpochCheckpoint(directory);

        checkpoint.write(List.of(new EpochEntry(1, 0), new EpochEntry(4, 9)), true);
        assertThat(checkpoint.read()).containsExactly(new EpochEntry(1, 0), new EpochEntry(4, 9));
        checkpoint.write(List.of(new EpochEntry(1, 0), new EpochEntry(1, 9)), true);
        assertThatThrownBy(checkpoint::read).isInstanceOf(CorruptCheckpointException.class);
        checkpoint.write(List.of(new EpochEntry(1, 3), new EpochEntry(2, 3)), true);
        assertThatThrownBy(checkpoint::read).isInstanceOf(CorruptCheckpointException.class);
    }
}
