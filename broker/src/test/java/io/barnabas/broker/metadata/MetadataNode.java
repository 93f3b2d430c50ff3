// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.log.LogManager;
import io.barnabas.log.LogManagerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The metadata of one broker on a directory, without the rest of the broker. */
public final class MetadataNode implements AutoCloseable {
    final LogManager logs;
    final MetadataLoop metadata;
    private final ExecutorService disk = Executors.newSingleThreadExecutor();

    private MetadataNode(Path directory, MetadataConfig config) throws IOException {
        LogManager opened = null;
        try {
            opened = LogManager.open(new LogManagerConfig(List.of(directory), 1), disk, (path, cause) -> {});
            logs = opened;
            metadata = MetadataLoop.open(opened, directory, 1, config, InstantSource.system(), () -> {});
        } catch (IOException | RuntimeException e) {
            if (opened != null) {
                opened.abandon();
            }
            disk.shutdown();
            throw e;
        }
        metadata.start();
        settle();
    }

    /** What the start leaves to the thread is on the disk before the first operation has run; a copy made then is whole. */
    private void settle() {
        metadata.submit(image -> MetadataOperation.Decision.unchanged(Boolean.TRUE))
                .join();
    }

    public static MetadataNode start(Path directory) throws IOException {
        return new MetadataNode(directory, MetadataConfig.DEFAULT);
    }

    static MetadataNode start(Path directory, long bytesBetweenSnapshots) throws IOException {
        return new MetadataNode(directory, new MetadataConfig(1, (short) 1, true, true, 2000, bytesBetweenSnapshots));
    }

    <R> R run(MetadataOperation<R> operation) throws InterruptedException {
        try {
            return metadata.submit(operation).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    public MetadataLoop metadata() {
        return metadata;
    }

    MetadataImage image() {
        return metadata.image();
    }

    /** What a directory looks like to a process that starts after this one was killed: everything but the lock. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> !file.getFileName().toString().equals(".lock")).forEach(file -> {
                try {
                    Path target = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Stops in order. */
    @Override
    public void close() {
        metadata.close();
        logs.close();
        disk.shutdown();
    }
}
