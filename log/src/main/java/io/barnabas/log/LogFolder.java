// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.SegmentFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One listing of a partition's folder, after the files that an interrupted deletion or compaction left were dealt with. */
final class LogFolder {
    private final Path folder;
    private final Set<String> names;

    private LogFolder(Path folder, Set<String> names) {
        this.folder = folder;
        this.names = names;
    }

    static LogFolder tidyAndList(Path folder) throws IOException {
        LogFolder found = list(folder);
        boolean untidy = found.names.stream()
                .anyMatch(name -> name.endsWith(SegmentFiles.DELETED)
                        || name.endsWith(SegmentFiles.CLEANED)
                        || name.endsWith(SegmentFiles.SWAP));
        if (!untidy) {
            return found;
        }
        found.tidy();
        return list(folder);
    }

    private static LogFolder list(Path folder) throws IOException {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        }
        return new LogFolder(folder, names);
    }

    /** Base offsets of the segments, rising. */
    List<Long> segments() {
        return offsets(SegmentFiles.LOG);
    }

    List<Long> snapshots() {
        return offsets(SegmentFiles.SNAPSHOT);
    }

    boolean has(Path file) {
        return names.contains(file.getFileName().toString());
    }

    private List<Long> offsets(String suffix) {
        List<Long> found = new ArrayList<>();
        for (String name : names) {
            OptionalLong offset = SegmentFiles.offset(name, suffix);
            offset.ifPresent(found::add);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /**
     * Ends what was interrupted: deleted files go, unfinished compactions go, and so do finished ones from the first
     * unfinished on; the other finished ones take their sources' place.
     */
    private void tidy() throws IOException {
        long firstCleaned = offsets(SegmentFiles.LOG + SegmentFiles.CLEANED).stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE);
        for (String name : names) {
            boolean swap = name.endsWith(SegmentFiles.SWAP);
            if (name.endsWith(SegmentFiles.DELETED)
                    || name.endsWith(SegmentFiles.CLEANED)
                    || (swap && numberOf(name) >= firstCleaned)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
        for (long base : offsets(SegmentFiles.LOG + SegmentFiles.SWAP)) {
            if (base < firstCleaned) {
                dropSources(base);
            }
        }
        for (String name : new TreeSet<>(names)) {
            Path swap = folder.resolve(name);
            if (name.endsWith(SegmentFiles.SWAP) && Files.exists(swap)) {
                String served = name.substring(0, name.length() - SegmentFiles.SWAP.length());
                Files.move(swap, folder.resolve(served), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The segments whose records stand in a finished compaction output: from its base up to its last offset. */
    private void dropSources(long base) throws IOException {
        Path swap = folder.resolve(SegmentFiles.log(folder, base).getFileName() + SegmentFiles.SWAP);
        long next = SegmentFiles.nextOffset(swap, base);
        for (long source : segments()) {
            if (source >= base && source < Math.max(next, base + 1)) {
                Files.deleteIfExists(SegmentFiles.log(folder, source));
                Files.deleteIfExists(SegmentFiles.offsetIndex(folder, source));
                Files.deleteIfExists(SegmentFiles.timeIndex(folder, source));
                Files.deleteIfExists(SegmentFiles.txnIndex(folder, source));
            }
        }
    }

    private static long numberOf(String name) {
        int dot = name.indexOf('.');
        try {
            return dot < 0 ? -1 : Long.parseLong(name.substring(0, dot));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Removes a folder and all in it. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
