// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogFlusherTest {
    private final Queue<Runnable> disk = new ArrayDeque<>();

    @Test
    void shouldShareTheNextFsyncAmongAllWhoComeMeanwhile() {
        AtomicLong end = new AtomicLong(1);
        AtomicLong fsyncs = new AtomicLong();
        List<CompletableFuture<Long>> meanwhile = new ArrayList<>();
        LogFlusher[] flusher = new LogFlusher[1];
        flusher[0] = new LogFlusher(disk::add, () -> {
            long target = end.get();
            if (fsyncs.incrementAndGet() == 1) {
                for (int i = 0; i < 10; i++) {
                    end.incrementAndGet();
                    meanwhile.add(flusher[0].flush().toCompletableFuture());
                }
            }
            return target;
        });

        CompletableFuture<Long> first = flusher[0].flush().toCompletableFuture();
        disk.remove().run();

        assertThat(first).isCompletedWithValue(1L);
        assertThat(meanwhile).hasSize(10).allSatisfy(one -> assertThat(one).isCompletedWithValue(11L));
        assertThat(fsyncs).hasValue(2);
        assertThat(disk).isEmpty();
        assertThat(flusher[0].idle().toCompletableFuture()).isCompleted();
    }

    @Test
    void shouldTellAFailureAndGoOn() {
        AtomicLong calls = new AtomicLong();
        LogFlusher flusher = new LogFlusher(disk::add, () -> {
            if (calls.incrementAndGet() == 1) {
                throw new IOException("no space");
            }
            return 5;
        });

        CompletableFuture<Long> failed = flusher.flush().toCompletableFuture();
        disk.remove().run();
        CompletableFuture<Long> next = flusher.flush().toCompletableFuture();
        disk.remove().run();

        assertThat(failed).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue(5L);
    }

    @Test
    void shouldNeverAnswerBeforeWhatWasThereIsDurable() {
        AtomicLong end = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            LogFlusher flusher = new LogFlusher(pool, end::get);
            List<CompletableFuture<Void>> producers = new ArrayList<>();
            for (int producer = 0; producer < 2; producer++) {
                producers.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 5000; i++) {
                                long appended = end.incrementAndGet();
                                long durable =
                                        flusher.flush().toCompletableFuture().join();
                                assertThat(durable).isGreaterThanOrEqualTo(appended);
                            }
                        },
                        Executors.newSingleThreadExecutor()));
            }
            producers.forEach(CompletableFuture::join);
        } finally {
            pool.shutdownNow();
        }
    }
}
