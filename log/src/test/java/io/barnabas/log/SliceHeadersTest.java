// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static io.barnabas.log.TestLogs.NOW;
import static io.barnabas.log.TestLogs.append;
import static io.barnabas.log.TestLogs.batch;
import static io.barnabas.log.TestLogs.orders;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.log.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SliceHeadersTest {
    @TempDir
    private Path directory;

    private LogManager manager;
    private PartitionLog log;

    @BeforeEach
    void open() throws IOException {
        manager = TestLogs.open(directory);
        log = orders(manager, LogConfig.DEFAULTS);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static List<String> walk(LogSlice slice) throws IOException {
        List<String> found = new ArrayList<>();
        SliceHeaders headers = new SliceHeaders(slice);
        RecordBatch batch = headers.next();
        int end = 0;
        while (batch != null) {
            assertThat(headers.position()).isEqualTo(end);
            found.add(batch.baseOffset() + "-" + batch.lastOffset());
            end += batch.sizeInBytes();
            batch = headers.next();
        }
        return found;
    }

    @Test
    void shouldWalkBatchesLargerAndSmallerThanAPage() throws IOException {
        append(log, batch(NOW, 1, "a"));
        append(log, batch(NOW, 2, "b".repeat(5_000)));
        append(log, batch(NOW, 3, "c"));

        assertThat(walk(log.read(0, 1 << 20, 6, true))).containsExactly("0-0", "1-2", "3-5");
        assertThat(walk(log.read(1, 1 << 20, 6, true))).containsExactly("1-2", "3-5");
    }

    @Test
    void shouldLeaveOutABatchThatIsCut() throws IOException {
        append(log, batch(NOW, 1, "a"));
        append(log, batch(NOW, 1, "b".repeat(500)));
        int first = log.read(0, 1, 2, true).sizeInBytes();

        for (int cut : List.of(1, 60, 61, 300)) {
            assertThat(walk(log.read(0, first + cut, 2, true)))
                    .as("%s bytes more", cut)
                    .containsExactly("0-0");
        }
    }

    @Test
    void shouldFindNothingInAnEmptySlice() throws IOException {
        assertThat(walk(log.read(0, 100, 0, true))).isEmpty();
    }
}
