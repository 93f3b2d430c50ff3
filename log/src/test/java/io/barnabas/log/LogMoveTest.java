// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NAME;
import static io.barnabas.log.TestLogs.NOW;
import static io.barnabas.log.TestLogs.SMALL;
import static io.barnabas.log.TestLogs.append;
import static io.barnabas.log.TestLogs.appendMarker;
import static io.barnabas.log.TestLogs.batch;
import static io.barnabas.log.TestLogs.idempotent;
import static io.barnabas.log.TestLogs.orders;
import static io.barnabas.log.TestLogs.readAll;
import static io.barnabas.log.TestLogs.transactional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.log.record.AppendOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMoveTest {
    @TempDir
    private Path base;

    private Path first;
    private Path second;

    @BeforeEach
    void nameDirectories() {
        first = base.resolve("first");
        second = base.resolve("second");
    }

    @Test
    void shouldHaveTheSameRecordsInTheOtherDirectoryAlsoAfterARestart() throws IOException {
        List<String> records;
        try (LogManager manager = open()) {
            PartitionLog log = orders(manager, SMALL);
            for (int i = 0; i < 100; i++) {
                append(log, idempotent(7, i * 3, 3));
            }
            append(log, transactional(9, 0, 2));
            appendMarker(log, 9, false);
            append(log, transactional(9, 2, 2));

            LogMove move = manager.move(log, second);
            assertThat(move.lag()).isEqualTo(log.logEndOffset());
            assertThat(move.catchUp(NOW)).isTrue();
            append(log, batch(NOW, 2, "meanwhile"));
            assertThat(move.lag()).isEqualTo(2);
            PartitionLog moved = move.switchOver(NOW);

            records = readAll(moved, 1000);
            assertThat(records).hasSize(307).last().asString().contains("meanwhile");
            assertThat(moved.highWatermark()).isEqualTo(moved.logEndOffset());
            assertThat(moved.lastStableOffset()).isEqualTo(303);
            assertThat(moved.abortedTransactions(0, 310)).hasSize(1);
            assertThat(append(moved, idempotent(7, 297, 3)).duplicate()).isTrue();
            assertThat(manager.existing(NAME)).containsSame(moved);
            assertThat(manager.directoryOf(moved)).isEqualTo(second);
            assertThat(log.isOffline()).isTrue();
            assertThat(namesIn(second)).contains("orders-0").noneMatch(name -> name.endsWith("-future"));
            assertThat(namesIn(first)).doesNotContain("orders-0").anyMatch(name -> name.endsWith("-delete"));
        }
        try (LogManager again = open()) {
            PartitionLog log = orders(again, SMALL);
            assertThat(again.directoryOf(log)).isEqualTo(second);
            assertThat(readAll(log, 1000)).isEqualTo(records);
        }
    }

    @Test
    void shouldMoveWhatIsAboveTheLogStart() throws IOException {
        try (LogManager manager = open()) {
            PartitionLog log = orders(manager, SMALL);
            for (int i = 0; i < 50; i++) {
                append(log, batch(NOW, 3, "a" + i));
            }
            log.deleteRecordsBefore(20);
            LogMove move = manager.move(log, second);
            move.catchUp(NOW);
            log.deleteRecordsBefore(100);

            PartitionLog moved = move.switchOver(NOW);

            assertThat(moved.logStartOffset()).isEqualTo(100);
            assertThat(moved.logEndOffset()).isEqualTo(150);
            assertThat(readAll(moved, 1000)).last().asString().contains("a49");
        }
    }

    @Test
    void shouldTakeAlongWhatWasGatheredAndNotWritten() throws IOException {
        try (LogManager manager = open()) {
            PartitionLog log = orders(manager, LogConfig.DEFAULTS);
            append(log, batch(NOW, 1, "a"));
            LogMove move = manager.move(log, second);
            move.catchUp(NOW);
            log.gather(batch(NOW, 2, "gathered"), 0, AppendOrigin.CLIENT, NOW);

            PartitionLog moved = move.switchOver(NOW);
            moved.writeGathered();

            assertThat(moved.highWatermark()).isEqualTo(3);
            assertThat(readAll(moved, 1000)).hasSize(3).last().asString().contains("gathered");
        }
    }

    @Test
    void shouldMoveALogWhoseRecordsAreAllDeleted() throws IOException {
        try (LogManager manager = open()) {
            PartitionLog log = orders(manager, SMALL);
            append(log, batch(NOW, 5, "a"));
            log.deleteRecordsBefore(5);
            log.applyRetention(NOW);

            PartitionLog moved = manager.move(log, second).switchOver(NOW);

            assertThat(moved.logStartOffset()).isEqualTo(5);
            assertThat(append(moved, batch(NOW, 1, "b")).firstOffset()).isEqualTo(5);
        }
    }

    @Test
    void shouldMoveALogThatWasNeverWrittenTo() throws IOException {
        try (LogManager manager = open()) {
            PartitionLog moved = manager.move(orders(manager, SMALL), second).switchOver(NOW);
            append(moved, batch(NOW, 1, "a"));

            assertThat(namesIn(second)).contains("orders-0");
        }
    }

    @Test
    void shouldLeaveNothingOfAMoveThatIsCalledOffOrInterrupted() throws IOException {
        try (LogManager manager = open()) {
            PartitionLog log = orders(manager, SMALL);
            append(log, batch(NOW, 5, "a"));
            LogMove calledOff = manager.move(log, second);
            calledOff.catchUp(NOW);
            calledOff.cancel();
            assertThat(namesIn(second)).noneMatch(name -> name.endsWith("-future"));
            assertThatThrownBy(() -> calledOff.catchUp(NOW)).isInstanceOf(LogOfflineException.class);

            manager.move(log, second).catchUp(NOW);
            assertThat(namesIn(second)).anyMatch(name -> name.endsWith("-future"));
        }
        try (LogManager again = open()) {
            again.removeDeleted(NOW);
            assertThat(namesIn(second)).noneMatch(name -> name.endsWith("-future"));
            assertThat(readAll(orders(again, SMALL), 1000)).hasSize(5);
        }
    }

    @Test
    void shouldSetTheSecondOfTwoFoldersAside() throws IOException {
        try (LogManager manager = open()) {
            append(orders(manager, SMALL), batch(NOW, 5, "a"));
        }
        Path copy = Files.createDirectories(second.resolve("orders-0"));
        for (Path file : TestLogs.files(first.resolve("orders-0"), "")) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }

        try (LogManager again = open()) {
            assertThat(readAll(orders(again, SMALL), 1000)).hasSize(5);
            assertThat(namesIn(second)).doesNotContain("orders-0").anyMatch(name -> name.endsWith("-stray"));
        }
    }

    @Test
    void shouldBeginWhereItIsWanted() throws IOException {
        try (LogManager manager = open()) {
            manager.want(NAME, second);

            assertThat(manager.directoryOf(orders(manager, SMALL))).isEqualTo(second);
        }
    }

    @Test
    void shouldServeTheOtherDirectoriesWhenOneCannotBeUsed() throws IOException {
        UUID lost;
        try (LogManager manager = open()) {
            lost = manager.directoryId(second);
        }
        Files.move(second, base.resolve("elsewhere"));
        Files.writeString(second, "no directory");

        try (LogManager again = open()) {
            assertThat(again.directories()).containsExactly(first);
            PartitionLog there = again.log(TestLogs.TOPIC_ID, new LogName("there", 0), SMALL, lost);
            assertThat(there.isOffline()).isTrue();
            assertThatThrownBy(() -> append(there, batch(NOW, 1, "a"))).isInstanceOf(LogOfflineException.class);
            append(orders(again, SMALL), batch(NOW, 1, "a"));
            assertThat(namesIn(first)).contains("orders-0");
        }
        assertThat(first.resolve(".kafka_cleanshutdown")).exists();
    }

    @Test
    void shouldNotStartWhenNoDirectoryCanBeUsed() throws IOException {
        Files.writeString(first, "no directory");
        Files.writeString(second, "no directory");

        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("can be used");
    }

    private LogManager open() throws IOException {
        return LogManager.open(new LogManagerConfig(List.of(first, second), 1), Runnable::run, (path, cause) -> {});
    }

    private static List<String> namesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
