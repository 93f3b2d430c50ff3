// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.metadata.record.NoOpRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataLoopTest {
    private static final String FOLDER = "__cluster_metadata-0";
    private static final String FIRST_SEGMENT = FOLDER + "/00000000000000000000.log";

    @TempDir
    Path temp;

    @Test
    void shouldFoundAClusterInAnEmptyDirectory() throws Exception {
        Path directory = temp.resolve("data");

        try (MetadataNode node = MetadataNode.start(directory)) {
            MetadataImage image = node.image();

            assertThat(image.finalizedFeatures())
                    .containsEntry("metadata.version", MetadataVersion.V4_0_IV3)
                    .containsEntry("group.version", (short) 1)
                    .containsEntry("share.version", (short) 1)
                    .containsEntry("streams.version", (short) 1)
                    .containsEntry("transaction.version", (short) 2)
                    .hasSize(5);
            assertThat(image.clusterId()).isEqualTo(node.logs.clusterId());
            assertThat(image.topicCount()).isZero();
            assertThat(image.epoch()).isEqualTo(1);
        }
        assertThat(directory.resolve(FOLDER).resolve("quorum-state")).content().contains("\"leaderEpoch\":1");
        assertThat(directory.resolve(FOLDER).resolve("partition.metadata"))
                .content()
                .contains("AAAAAAAAAAAAAAAAAAAAAQ");
    }

    @Test
    void shouldFindTheSameAfterARestartInAHigherEpoch() throws Exception {
        MetadataImage before;
        try (MetadataNode node = MetadataNode.start(temp)) {
            node.run(Images.create(Images.topic("orders", 3), Images.topic("x.y", 1)));
            before = node.image();
        }

        try (MetadataNode node = MetadataNode.start(temp)) {
            Images.assertSameContent(node.image(), before);
            assertThat(node.image().epoch()).isEqualTo(2);
            assertThat(node.image().endOffset()).isEqualTo(before.endOffset() + 1);
        }
    }

    @Test
    void shouldRaiseAllLeaderEpochsAfterAnUncleanStop() throws Exception {
        Path killed = temp.resolve("killed");
        try (MetadataNode node = MetadataNode.start(temp.resolve("data"))) {
            node.run(Images.create(Images.topic("orders", 3)));
            MetadataNode.copy(temp.resolve("data"), killed);
        }

        try (MetadataNode node = MetadataNode.start(killed)) {
            assertThat(Objects.requireNonNull(node.image().topic("orders")).partitions())
                    .extracting(PartitionInfo::leaderEpoch)
                    .containsExactly(1, 1, 1);
        }
    }

    @Test
    void shouldLoseOnlyTheLastChangeWhenItsBatchIsCutAnywhere() throws Exception {
        Path data = temp.resolve("data");
        MetadataImage before;
        MetadataImage after;
        long sizeBefore;
        long sizeAfter;
        try (MetadataNode node = MetadataNode.start(data)) {
            node.run(Images.create(Images.topic("first", 2), Images.topic("second", 1)));
            before = node.image();
            sizeBefore = Files.size(data.resolve(FIRST_SEGMENT));
            node.run(new DeleteTopics(
                    List.of(Objects.requireNonNull(before.topic("second")).id())));
            after = node.image();
            sizeAfter = Files.size(data.resolve(FIRST_SEGMENT));
            MetadataNode.copy(data, temp.resolve("copy"));
        }

        for (long size = sizeBefore; size <= sizeAfter; size++) {
            Path cut = temp.resolve("cut-" + size);
            MetadataNode.copy(temp.resolve("copy"), cut);
            truncate(cut.resolve(FIRST_SEGMENT), size);

            try (MetadataNode node = MetadataNode.start(cut)) {
                MetadataImage expected = size == sizeAfter ? after : before;
                expected = Images.apply(expected, LeaderEpochs.takeLead(expected, true));
                Images.assertSameContent(node.image(), expected);
            }
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void shouldSurviveAnyHistoryOfChangesSnapshotsStopsAndKills(long seed) throws Exception {
        Random random = new Random(seed);
        RandomHistory history = new RandomHistory(random);
        Path directory = temp.resolve("data");
        int kills = 0;
        MetadataImage expected = null;

        for (int life = 0; life < 8; life++) {
            MetadataNode node = MetadataNode.start(directory, 2_000 + random.nextInt(4_000));
            if (expected != null) {
                Images.assertSameContent(node.image(), expected);
            }
            int changes = random.nextInt(60);
            for (int i = 0; i < changes; i++) {
                node.run(history.operation(node.image()));
            }
            expected = node.image();
            if (random.nextBoolean()) {
                Path killed = temp.resolve("killed-" + kills++);
                MetadataNode.copy(directory, killed);
                node.close();
                directory = killed;
                expected = Images.apply(expected, LeaderEpochs.takeLead(expected, true));
            } else {
                node.close();
            }
        }
    }

    @Test
    void shouldReplaceTheLogByASnapshotWhenItHasGrown() throws Exception {
        MetadataImage before;
        try (MetadataNode node = MetadataNode.start(temp, 1_000)) {
            for (int i = 0; i < 40; i++) {
                node.run(Images.create(Images.topic("topic-" + i, 1)));
            }
            before = node.image();
        }
        List<SnapshotId> snapshots = SnapshotFile.list(temp.resolve(FOLDER));
        assertThat(snapshots).hasSize(2).contains(SnapshotId.BOOTSTRAP);
        assertThat(temp.resolve(FIRST_SEGMENT)).doesNotExist();

        try (MetadataNode node = MetadataNode.start(temp, 1_000_000)) {
            Images.assertSameContent(node.image(), before);
            node.run(Images.create(Images.topic("late", 1)));
        }
        try (MetadataNode node = MetadataNode.start(temp, 1_000_000)) {
            assertThat(node.image().topicCount()).isEqualTo(41);
        }
    }

    @Test
    void shouldMakeTheVotersOfALogWithStaticOnesDynamic() throws Exception {
        MetadataNode.start(temp).close();
        Files.delete(temp.resolve(FOLDER).resolve(SnapshotId.BOOTSTRAP.fileName()));

        try (MetadataNode node = MetadataNode.start(temp)) {
            assertThat(node.metadata.voter().kraftVersion()).isZero();
            node.run(image -> new MetadataOperation.Decision<>(true, List.of(new NoOpRecord()), true));
            assertThat(node.metadata.voter().kraftVersion()).isEqualTo((short) 1);
        }

        try (MetadataNode node = MetadataNode.start(temp)) {
            assertThat(node.metadata.voter().kraftVersion()).isEqualTo((short) 1);
            assertThat(node.metadata.voter().listeners()).isNotEmpty();
        }
    }

    @Test
    void shouldTellListenersWhatChangedBeforeItAnswers() throws Exception {
        try (MetadataNode node = MetadataNode.start(temp)) {
            List<String> seen = new ArrayList<>();
            node.metadata.addListener((delta, image) -> {
                delta.createdTopics().forEach(topic -> seen.add("+" + topic.name()));
                delta.deletedTopics().forEach(topic -> seen.add("-" + topic.name()));
                delta.changedTopics().forEach(topic -> seen.add("~" + topic.name()));
            });

            node.run(Images.create(Images.topic("a", 1)));
            node.run(LeaderEpochs.raise(
                    Objects.requireNonNull(node.image().topic("a")).id(), 0, 5));
            node.run(new DeleteTopics(
                    List.of(Objects.requireNonNull(node.image().topic("a")).id())));

            assertThat(seen).containsExactly("+a", "~a", "-a");
        }
    }

    @Test
    void shouldDecideEachOfManyConcurrentOperationsOnWhatTheOthersLeft() throws Exception {
        try (MetadataNode node = MetadataNode.start(temp)) {
            List<CompletableFuture<?>> all = new ArrayList<>();
            List<Errors> outcomes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(node.metadata
                        .submit(Images.create(Images.topic("topic-" + i % 100, 1)))
                        .thenAccept(results ->
                                outcomes.add(Errors.forCode(results.get(0).errorCode()))));
            }
            for (CompletableFuture<?> future : all) {
                future.get();
            }

            assertThat(outcomes).filteredOn(Errors.NONE::equals).hasSize(100);
            assertThat(outcomes).filteredOn(Errors.TOPIC_ALREADY_EXISTS::equals).hasSize(100);
            assertThat(node.image().topicCount()).isEqualTo(100);
        }
    }

    @Test
    void shouldHandOutEachProducerIdOnceAlsoOverRestarts() throws Exception {
        Set<Long> ids = new HashSet<>();
        for (int life = 0; life < 3; life++) {
            try (MetadataNode node = MetadataNode.start(temp)) {
                ProducerIds producerIds = new ProducerIds(node.metadata);
                List<CompletionStage<Long>> asked = new ArrayList<>();
                for (int i = 0; i < 1_500; i++) {
                    asked.add(producerIds.next());
                }
                for (CompletionStage<Long> id : asked) {
                    assertThat(ids.add(id.toCompletableFuture().get())).isTrue();
                }
            }
        }
        assertThat(ids).hasSize(4_500);
    }

    @Test
    void shouldFailOperationsOnceItIsClosed() throws Exception {
        MetadataNode node = MetadataNode.start(temp);
        node.close();

        assertThatThrownBy(
                        () -> node.metadata.submit(new AllocateProducerIds(0)).get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(ApiException.class);
    }

    @Test
    void shouldRefusePartitionsWithoutMetadata() throws Exception {
        Files.createDirectories(temp.resolve("orders-0"));

        assertThatThrownBy(() -> MetadataNode.start(temp))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("orders-0")
                .hasMessageContaining("no metadata");
    }

    @Test
    void shouldCreateATopicOfTwoThousandPartitionsInOneChange() throws Exception {
        try (MetadataNode node = MetadataNode.start(temp)) {
            node.run(Images.create(Images.topic("wide", 2_000)));

            assertThat(node.image().partition("wide", 1_999)).isNotNull();
        }
    }
}
