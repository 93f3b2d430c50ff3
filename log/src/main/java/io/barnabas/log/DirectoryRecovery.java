// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recovers the partitions of a log directory in parallel, while a broker starts. Nobody has a log yet. */
final class DirectoryRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryRecovery.class);

    private DirectoryRecovery() {}

    /** Recovers every partition when the directory was not stopped cleanly, and also those that a crash in a start left. */
    static void recoverIfNeeded(LogDirectory directory) throws IOException {
        if (directory.wasCleanlyStopped() || directory.found().isEmpty()) {
            return;
        }
        LOG.info(
                "{}: was not stopped cleanly, recovering {} partitions",
                directory.path(),
                directory.found().size());
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (Map.Entry<LogName, KnownOffsets> entry : directory.found().entrySet()) {
            running.add(CompletableFuture.runAsync(
                    () -> recover(directory, entry.getKey(), entry.getValue()), directory.disk()));
        }
        running.forEach(CompletableFuture::join);
        if (directory.isOffline()) {
            throw new IOException("the log directory " + directory.path() + " could not be recovered");
        }
    }

    private static void recover(LogDirectory directory, LogName name, KnownOffsets known) {
        try {
            LogRecovery.Recovered recovered = LogRecovery.recover(
                    name,
                    directory.path().resolve(name.toString()),
                    known.recoveryPoint(),
                    known.startOffset(),
                    LogConfig.DEFAULTS.indexLimits(),
                    directory.producerIdExpirationMs());
            directory.found().put(name, known.recovered(recovered));
        } catch (IOException e) {
            directory.fail(e);
        }
    }
}
