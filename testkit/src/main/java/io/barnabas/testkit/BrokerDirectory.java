// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a test broker keeps its files: in memory if the system has such a place, in a temporary directory, or where the test says. */
final class BrokerDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerDirectory.class);

    /** Files in memory, on Linux: an fsync there costs nothing. */
    private static final Path MEMORY = Path.of("/dev/shm");

    /** Below this a container's small /dev/shm would be full after a few segments; some have 64 MB. */
    private static final long ENOUGH_BYTES = 256L << 20;

    private static final String IDENTITY = "meta.properties";

    private final Path path;
    private final boolean temporary;

    /** Deletes what is in memory also when a test ends without closing its broker. */
    private final Thread atExit = new Thread(this::deleteWhatIsLeft, "barnabas-testkit-exit");

    private BrokerDirectory(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** The directory of the test, or with null one that is made now and deleted at the end. */
    static BrokerDirectory of(@Nullable Path ofTheTest) {
        return ofTheTest == null ? temporary() : new BrokerDirectory(ofTheTest.toAbsolutePath(), false);
    }

    private static BrokerDirectory temporary() {
        try {
            Path made = inMemory()
                    ? Files.createTempDirectory(MEMORY, "barnabas-")
                    : Files.createTempDirectory("barnabas-");
            var directory = new BrokerDirectory(made, true);
            Runtime.getRuntime().addShutdownHook(directory.atExit);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a temporary directory", e);
        }
    }

    private static boolean inMemory() {
        try {
            return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ENOUGH_BYTES;
        } catch (IOException e) {
            return false; // Nothing there that could be used.
        }
    }

    Path path() {
        return path;
    }

    void checkThatItMayBeEmptied() {
        if (!temporary) {
            throw new IllegalStateException("A broker in a directory of the test's own, " + path
                    + ", cannot be reset: that would delete what is there");
        }
    }

    /** Deletes all but the cluster's identity, by which clients know that they are not astray. */
    void empty() {
        delete(file -> !file.equals(path) && !file.equals(path.resolve(IDENTITY)));
    }

    /** Deletes a temporary directory with all that is in it. */
    @Override
    public void close() {
        if (temporary && Files.exists(path)) {
            delete(file -> true);
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                LOG.debug("The JVM ends already", e);
            }
        }
    }

    /** Beside a broker that may still write. */
    private void deleteWhatIsLeft() {
        try {
            delete(file -> true);
        } catch (UncheckedIOException e) {
            LOG.debug("Left files in {}", path, e);
        }
    }

    private void delete(Predicate<Path> which) {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file :
                    files.sorted(Comparator.reverseOrder()).filter(which).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the files of a test broker", e);
        }
    }
}
