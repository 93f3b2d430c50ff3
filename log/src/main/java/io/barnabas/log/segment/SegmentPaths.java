// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.nio.file.Path;
import java.util.List;

/** Where the four files of a segment stand: under their own names, or, while compaction writes them, with a suffix. */
record SegmentPaths(Path folder, long baseOffset, String suffix) {

    Path log() {
        return with(SegmentFiles.log(folder, baseOffset));
    }

    Path offsetIndex() {
        return with(SegmentFiles.offsetIndex(folder, baseOffset));
    }

    Path timeIndex() {
        return with(SegmentFiles.timeIndex(folder, baseOffset));
    }

    Path txnIndex() {
        return with(SegmentFiles.txnIndex(folder, baseOffset));
    }

    List<Path> all() {
        return List.of(log(), offsetIndex(), timeIndex(), txnIndex());
    }

    private Path with(Path file) {
        return suffix.isEmpty() ? file : file.resolveSibling(file.getFileName() + suffix);
    }
}
