// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.storage.internals.checkpoint.CleanShutdownFileHandler;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that say whose a directory is and how it was left. */
class DirectoryFilesTest {
    private static final UUID ID = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final Uuid KAFKA_ID = new Uuid(ID.getMostSignificantBits(), ID.getLeastSignificantBits());

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldShareThePartitionsTopicIdWithKafka() throws IOException {
        assertThat(PartitionMetadataFile.read(directory)).isEmpty();

        PartitionMetadataFile.write(directory, ID, true);

        assertThat(PartitionMetadataFile.read(directory)).contains(ID);
        org.apache.kafka.storage.internals.checkpoint.PartitionMetadataFile kafka =
                new org.apache.kafka.storage.internals.checkpoint.PartitionMetadataFile(
                        directory.resolve(PartitionMetadataFile.FILE_NAME).toFile(), new LogDirFailureChannel(1));
        assertThat(kafka.read().topicId()).isEqualTo(KAFKA_ID);
        byte[] ours = Files.readAllBytes(directory.resolve(PartitionMetadataFile.FILE_NAME));
        kafka.delete();
        kafka.record(KAFKA_ID);
        kafka.maybeFlush();
        assertThat(Files.readAllBytes(directory.resolve(PartitionMetadataFile.FILE_NAME)))
                .isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "version: 1\ntopic_id: D4-tW9nLRp-hZXCGdyiVDg",
                "version: 0",
                "version: 0\ntopic_id: short",
                "version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAA",
                "version: 0\ntopic_id: ????????????????4567??"
            })
    void shouldRefuseDamagedPartitionMetadata(String text) throws IOException {
        Files.writeString(directory.resolve(PartitionMetadataFile.FILE_NAME), text);

        assertThatThrownBy(() -> PartitionMetadataFile.read(directory)).isInstanceOf(CorruptCheckpointException.class);
    }

    @Test
    void shouldKeepUnknownMetaProperties() throws IOException {
        assertThat(MetaProperties.read(directory)).isEmpty();
        MetaProperties properties =
                new MetaProperties("c l=u:s#ter", 7, ID, Map.of("future key=", " v\\al\nue \u00fc", "plain", "text"));

        properties.write(directory);

        assertThat(MetaProperties.read(directory)).contains(properties);
        Properties java = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve(MetaProperties.FILE_NAME))) {
            java.load(reader);
        }
        assertThat(java)
                .containsEntry("version", "1")
                .containsEntry("node.id", "7")
                .containsEntry("cluster.id", "c l=u:s#ter")
                .containsEntry("directory.id", KAFKA_ID.toString())
                .containsEntry("future key=", " v\\al\nue \u00fc");
    }

    @Test
    void shouldReadAsKafkaWritesAndGiveAMissingDirectoryId() throws IOException {
        Files.writeString(
                directory.resolve(MetaProperties.FILE_NAME),
                "#\n#Sun Nov 22 20:14:00 UTC 2026\nnode.id=1\nversion=1\ncluster.id=MkU3OEVBNTcwNTJENDM2Qg\n");

        MetaProperties properties = MetaProperties.read(directory).orElseThrow();

        assertThat(properties.clusterId()).isEqualTo("MkU3OEVBNTcwNTJENDM2Qg");
        assertThat(properties.directoryId()).isNull();
        UUID chosen = MetaProperties.randomDirectoryId();
        properties.withDirectoryId(chosen).write(directory);
        assertThat(MetaProperties.read(directory).orElseThrow().directoryId()).isEqualTo(chosen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "version=0\nbroker.id=1\ncluster.id=x\n",
                "version=1\nnode.id=1\n",
                "version=1\ncluster.id=x\nnode.id=one\n",
                "version=1\ncluster.id=x\nnode.id=1\ndirectory.id=AAAAAAAAAAAAAAAAAAAAAQ\n",
                "version=1\ncluster.id=x\nnode.id=1\ndirectory.id=nonsense\n",
                "version=1\ncluster.id=\\u00zz\n"
            })
    void shouldRefuseDamagedMetaProperties(String text) throws IOException {
        Files.writeString(directory.resolve(MetaProperties.FILE_NAME), text);

        assertThatThrownBy(() -> MetaProperties.read(directory)).isInstanceOf(CorruptCheckpointException.class);
    }

    @Test
    void shouldShareTheCleanMarkerWithKafka() throws Exception {
        CleanShutdownFileHandler kafka = new CleanShutdownFileHandler(directory.toString());
        assertThat(CleanShutdownFile.exists(directory)).isFalse();
        assertThat(CleanShutdownFile.read(directory)).isEmpty();

        CleanShutdownFile.write(directory, 42);
        assertThat(kafka.read()).isEqualTo(OptionalLong.of(42));
        kafka.write(77);
        assertThat(CleanShutdownFile.read(directory)).isEqualTo(OptionalLong.of(77));

        CleanShutdownFile.delete(directory);
        assertThat(CleanShutdownFile.exists(directory)).isFalse();
        Files.writeString(directory.resolve(CleanShutdownFile.FILE_NAME), "");
        assertThat(CleanShutdownFile.read(directory)).isEqualTo(OptionalLong.of(-1));
    }
}
