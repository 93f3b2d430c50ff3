// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Closes all logs in parallel: first those flushes that still run end, then each log writes what a clean folder needs. */
final class LogClosing {
    private LogClosing() {}

    static void closeAll(Collection<PartitionLog> logs, Executor disk) {
        awaitAll(logs.stream()
                .map(log -> log.flusher().idle().toCompletableFuture().handle((end, failure) -> end))
                .toList());
        List<CompletableFuture<?>> closing = new ArrayList<>();
        for (PartitionLog log : logs) {
            closing.add(CompletableFuture.runAsync(() -> close(log), disk));
        }
        awaitAll(closing);
    }

    private static void close(PartitionLog log) {
        try {
            log.lazy().close();
        } catch (IOException e) {
            log.lazy().failed(e);
        }
    }

    private static void awaitAll(List<? extends CompletableFuture<?>> running) {
        running.forEach(CompletableFuture::join);
    }
}
