// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.metadata.record.ConfigRecord;
import io.barnabas.log.checkpoint.CleanShutdownFile;
import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.log.record.RecordIterator;
import io.barnabas.wire.protocol.RecordMessage;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A directory that Apache Kafka 4.3.1 wrote: formatted, two starts and orderly stops, topics made, grown and deleted, configs of all
 * resources, credentials, access rules, quotas, and snapshots in between.
 */
class GoldenMetadataTest {
    private static final String FOLDER = "__cluster_metadata-0";
    private static final String SEGMENT = "00000000000000000000.log";

    @TempDir
    Path temp;

    private static Path golden() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldenMetadataTest.class.getResource("/golden/kafka-4.3.1"))
                .toURI());
    }

    @Test
    void shouldDecodeAndEncodeEveryRecordToTheSameBytes() throws Exception {
        Map<String, Integer> seen = new HashMap<>();
        ByteBuffer log =
                ByteBuffer.wrap(Files.readAllBytes(golden().resolve(FOLDER).resolve(SEGMENT)));

        for (RecordBatch batch : RecordBatches.of(log)) {
            assertThat(batch.isValid()).isTrue();
            try (RecordIterator records = batch.records()) {
                while (!batch.isControl() && records.hasNext()) {
                    Record record = records.next();
                    ByteBuffer value = Objects.requireNonNull(record.value());
                    RecordMessage message = Objects.requireNonNull(RecordFrame.decode(value.duplicate()));
                    short version = value.get(2);
                    assertThat(RecordFrame.encode(message, version)).isEqualTo(value);
                    seen.merge(message.getClass().getSimpleName(), 1, Integer::sum);
                }
            }
        }

        assertThat(seen).hasSizeGreaterThan(16).containsEntry("TopicRecord", 3).containsEntry("PartitionRecord", 7);
    }

    @Test
    void shouldReplayToWhatKafkaHasInItsSnapshots() throws Exception {
        ByteBuffer log =
                ByteBuffer.wrap(Files.readAllBytes(golden().resolve(FOLDER).resolve(SEGMENT)));
        for (SnapshotId id : SnapshotFile.list(golden().resolve(FOLDER))) {
            if (id.equals(SnapshotId.BOOTSTRAP)) {
                continue;
            }
            MetadataReplay fromSnapshot = replay();
            SnapshotFile.read(golden().resolve(FOLDER), id, batch -> fromSnapshot.replay(batch, 0));
            MetadataReplay fromLog = replay();
            for (RecordBatch batch : RecordBatches.of(log)) {
                if (batch.baseOffset() < id.endOffset()) {
                    fromLog.replay(batch, 0);
                }
            }

            // Kafka's snapshot still has the config of a topic that was made and deleted.
            fromSnapshot
                    .delta()
                    .replay(new ConfigRecord()
                            .setResourceType(ConfigResource.Type.TOPIC.code())
                            .setResourceName("gone")
                            .setName("retention.ms")
                            .setValue(null));
            Images.assertSameContent(
                    fromSnapshot.delta().apply(), fromLog.delta().apply());
            assertThat(fromSnapshot.voters()).isEqualTo(fromLog.voters());
        }
    }

    private static MetadataReplay replay() {
        return new MetadataReplay(new MetadataDelta(MetadataImage.empty(Images.CLUSTER)), Voters.STATIC);
    }

    @Test
    void shouldTakeOnTheDirectoryAsItIs() throws Exception {
        MetadataNode.copy(golden(), temp);

        try (MetadataNode node = MetadataNode.start(temp)) {
            MetadataImage image = node.image();

            assertThat(image.clusterId()).isEqualTo("GoldenMetadata00000001");
            assertThat(image.topics().map(TopicInfo::name)).containsExactlyInAnyOrder("orders", "compact.ed");
            assertThat(image.topicConfig("orders"))
                    .isEqualTo(Map.of("retention.ms", "1000000", "max.message.bytes", "99999"));
            assertThat(image.topicConfig("compact.ed")).isEqualTo(Map.of("cleanup.policy", "compact"));
            assertThat(image.brokerConfig()).isEqualTo(Map.of("log.cleaner.threads", "1"));
            assertThat(image.defaultBrokerConfig())
                    .isEqualTo(Map.of("log.retention.ms", "7777777", "min.insync.replicas", "1"));
            assertThat(image.config(ConfigResource.group("g1")))
                    .isEqualTo(Map.of("consumer.session.timeout.ms", "50000"));
            assertThat(image.metadataVersion()).isEqualTo((short) 30);
            assertThat(image.nextProducerId()).isEqualTo(1000);
            assertThat(image.brokerEpoch()).isEqualTo(57);
            assertThat(image.kept.size()).isEqualTo(3);
            assertThat(image.epoch()).isEqualTo(3);
            for (PartitionInfo partition :
                    Objects.requireNonNull(image.topic("orders")).partitions()) {
                assertThat(partition.leader()).isEqualTo(1);
                assertThat(partition.isr()).containsExactly(1);
                assertThat(partition.eligibleLeaderReplicas()).isEmpty();
                assertThat(partition.leaderEpoch()).isGreaterThan(2);
            }
        }
    }

    @Test
    void shouldRefuseAMetadataVersionThatItDoesNotKnowAndWriteNothing() throws Exception {
        MetadataNode.copy(golden(), temp);
        MetadataImage image;
        try (MetadataNode node = MetadataNode.start(temp)) {
            node.run(current -> new MetadataOperation.Decision<>(
                    "", List.of(SnapshotRecords.feature(MetadataVersion.FEATURE, (short) 31))));
            image = node.image();
        }
        long size = Files.size(temp.resolve(FOLDER).resolve(SEGMENT));

        assertThat(image.metadataVersion()).isEqualTo((short) 31);
        assertThatThrownBy(() -> MetadataNode.start(temp))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("metadata.version 31")
                .hasMessageContaining("up to 30");
        assertThat(CleanShutdownFile.read(temp)).hasValue(CleanShutdownFile.UNKNOWN_BROKER_EPOCH);
        assertThat(Files.size(temp.resolve(FOLDER).resolve(SEGMENT))).isEqualTo(size);
    }
}
