// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.server.util.Scheduler;
import org.apache.kafka.storage.internals.checkpoint.LeaderEpochCheckpointFile;
import org.apache.kafka.storage.internals.epoch.LeaderEpochFileCache;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random assignments and cuts leave Kafka's cache and ours with the same epochs, the same answers and the same file. */
class LeaderEpochCacheAgainstKafkaTest {
    @TempDir
    private Path ours = Path.of("");

    @TempDir
    private Path theirs = Path.of("");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFollowKafka(long seed) throws IOException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        LeaderEpochCheckpointFile theirFile = new LeaderEpochCheckpointFile(
                LeaderEpochCheckpointFile.newFile(theirs.toFile()), new LogDirFailureChannel(1));
        LeaderEpochFileCache kafka =
                new LeaderEpochFileCache(new TopicPartition("orders", 0), theirFile, new SameThreadScheduler());
        LeaderEpochCache cache = LeaderEpochCache.open(new LeaderEpochCheckpoint(ours));
        int epoch = 0;
        long end = 0;
        for (int round = 0; round < 150; round++) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> {
                    epoch = Math.max(0, epoch + random.nextInt(4) - 1);
                    end = Math.max(0, end + random.nextInt(20) - 3);
                    kafka.assign(epoch, end);
                    cache.assign(epoch, end);
                }
                case 3 -> {
                    long cut = Math.max(0, end - random.nextInt(20));
                    kafka.truncateFromEndAsyncFlush(cut);
                    cache.truncateFromEnd(cut);
                }
                case 4 -> {
                    long cut = Math.max(0, end - random.nextInt(60));
                    kafka.truncateFromStartAsyncFlush(cut);
                    cache.truncateFromStart(cut);
                }
                default -> {
                    if (random.nextInt(10) == 0) {
                        kafka.clearAndFlush();
                        cache.clear();
                    }
                }
            }
            compare(kafka, cache, epoch, end);
            assertThat(cache.entries()).isEqualTo(new LeaderEpochCheckpoint(ours).read());
            if (!cache.entries().isEmpty()) {
                assertThat(Files.readString(ours.resolve(LeaderEpochCheckpoint.FILE_NAME)))
                        .isEqualTo(Files.readString(theirs.resolve(LeaderEpochCheckpoint.FILE_NAME)));
            }
        }
    }

    private static void compare(LeaderEpochFileCache kafka, LeaderEpochCache cache, int epoch, long end) {
        List<EpochEntry> expected = kafka.epochEntries().stream()
                .map(entry -> new EpochEntry(entry.epoch(), entry.startOffset()))
                .toList();
        assertThat(cache.entries()).isEqualTo(expected);
        assertThat(cache.latestEpoch().stream().boxed().toList())
                .isEqualTo(kafka.latestEpoch().stream().toList());
        for (int asked = -1; asked < epoch + 5; asked++) {
            Map.Entry<Integer, Long> answer = kafka.endOffsetFor(asked, end + 7);
            assertThat(cache.endOffsetFor(asked, end + 7))
                    .isEqualTo(new EpochEndOffset(answer.getKey(), answer.getValue()));
        }
        for (long offset = Math.max(0, end - 30); offset < end + 3; offset++) {
            assertThat(cache.epochForOffset(offset)).isEqualTo(kafka.epochForOffset(offset));
        }
    }

    /** Kafka's late writes, done at once. */
    private static final class SameThreadScheduler implements Scheduler {
        @Override
        public void startup() {}

        @Override
        public void shutdown() {}

        @Override
        @SuppressWarnings("NullAway") // Nobody asks for the future.
        public @Nullable ScheduledFuture<?> schedule(String name, Runnable task, long delayMs, long periodMs) {
            task.run();
            return null;
        }

        @Override
        public void resizeThreadPool(int newSize) {}
    }
}
