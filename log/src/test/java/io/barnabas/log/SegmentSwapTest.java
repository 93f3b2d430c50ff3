// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.log.cleaner.OffsetMap;
import io.barnabas.log.cleaner.OffsetMapBuild;
import io.barnabas.log.cleaner.SegmentMerge;
import io.barnabas.log.cleaner.Throttle;
import io.barnabas.log.segment.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process dies after each single step of the swap; the next start finds everything that counts. */
class SegmentSwapTest {
    @TempDir
    private Path temp;

    private static final class Died extends IOException {
        private static final long serialVersionUID = 1L;

        Died() {
            super("here the process dies");
        }
    }

    @Test
    void shouldBeSafeWhateverStepIsTheLast() throws IOException {
        Path original = temp.resolve("original");
        try (CompactedLog log = new CompactedLog(original)) {
            for (int i = 0; i < 120; i++) {
                log.append(NOW, "k" + i % 7, "v" + i);
            }
            log.append(NOW, "k3", null);
            log.roll(NOW);
        }
        Map<String, String> expected;
        try (CompactedLog log = new CompactedLog(original)) {
            expected = log.lastValues();
        }

        int steps = 0;
        while (dieAfter(steps, original, expected)) {
            steps++;
        }

        assertThat(steps).as("steps of the swap").isGreaterThan(10);
    }

    /** False when the swap was over before it could die. */
    private boolean dieAfter(int steps, Path original, Map<String, String> expected) throws IOException {
        Path directory = temp.resolve("died-after-" + steps);
        copy(original, directory);
        // As after a crash: nothing says that the last stop was a clean one.
        Files.deleteIfExists(directory.resolve(".kafka_cleanshutdown"));
        boolean died = swap(directory, steps);
        try (CompactedLog log = new CompactedLog(directory)) {
            assertThat(log.lastValues()).as("after %s steps", steps).isEqualTo(expected);
            assertThat(TestLogs.files(log.folder(), ".cleaned")).isEmpty();
            assertThat(TestLogs.files(log.folder(), ".swap")).isEmpty();
            log.append(NOW, "k0", "newer");
            assertThat(log.lastValues()).containsEntry("k0", "newer");
        }
        return died;
    }

    private static boolean swap(Path directory, int steps) throws IOException {
        Path folder = directory.resolve(TestLogs.NAME.toString());
        List<Segment> sources = new ArrayList<>();
        List<Path> files = TestLogs.files(folder, ".log");
        for (Path file : files.subList(0, files.size() - 1)) {
            long base = Long.parseLong(file.getFileName().toString().replace(".log", ""));
            sources.add(Segment.at(folder, base, CompactedLog.config().build().indexLimits()));
        }
        OffsetMap map = new OffsetMap(1_000, 0.9);
        long to = Long.parseLong(
                files.get(files.size() - 1).getFileName().toString().replace(".log", ""));
        long end = OffsetMapBuild.fill(map, sources, List.of(), 0, to, Throttle.NONE);
        SegmentMerge merge = new SegmentMerge(
                folder,
                CompactedLog.config().build().indexLimits(),
                map,
                List.of(),
                batch -> false,
                end,
                NOW,
                CompactedLog.DELETE_RETENTION_MS,
                Throttle.NONE);
        Segment cleaned = merge.merge(sources);
        int[] left = {steps};
        try {
            SegmentSwap swap = new SegmentSwap(folder, cleaned.baseOffset(), (from, into) -> step(left, from, into));
            swap.run(() -> {
                for (Path file : files.subList(0, files.size() - 1)) {
                    for (String suffix : List.of(".log", ".index", ".timeindex")) {
                        Path source = file.resolveSibling(
                                file.getFileName().toString().replace(".log", suffix));
                        if (Files.exists(source)) {
                            step(left, source, source.resolveSibling(source.getFileName() + ".deleted"));
                        }
                    }
                }
            });
            return false;
        } catch (Died e) {
            return true;
        } finally {
            for (Segment source : sources) {
                source.close();
            }
        }
    }

    private static void step(int[] left, Path from, Path to) throws IOException {
        if (left[0]-- == 0) {
            throw new Died();
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
