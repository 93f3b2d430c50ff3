// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.segment.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Gives the files of a compacted segment their names, so that whatever step is the last before a crash, recovery
 * ({@link LogFolder}) finds either the sources or what they became.
 *
 * <pre>
 * .log.cleaned is there     unfinished: recovery drops it, the sources count
 * .log.swap is there        finished: recovery drops the sources and ends the swap
 * own names                 over
 * </pre>
 */
final class SegmentSwap {
    private final List<Path> indexes;
    private final Path records;
    private final Mover mover;

    SegmentSwap(Path folder, long baseOffset) {
        this(folder, baseOffset, (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
    }

    /** @param mover renames one file, which takes the place of another of the new name */
    SegmentSwap(Path folder, long baseOffset, Mover mover) {
        this.mover = mover;
        this.records = SegmentFiles.log(folder, baseOffset);
        this.indexes = List.of(
                SegmentFiles.offsetIndex(folder, baseOffset),
                SegmentFiles.timeIndex(folder, baseOffset),
                SegmentFiles.txnIndex(folder, baseOffset));
    }

    @FunctionalInterface
    interface Mover {
        void move(Path from, Path to) throws IOException;
    }

    /** What happens to the list of segments and to the sources, once the new segment counts. */
    @FunctionalInterface
    interface Replacement {
        void run() throws IOException;
    }

    void run(Replacement replacement) throws IOException {
        for (Path index : indexes) {
            move(index, SegmentFiles.CLEANED, SegmentFiles.SWAP);
        }
        move(records, SegmentFiles.CLEANED, SegmentFiles.SWAP);
        replacement.run();
        for (Path index : indexes) {
            move(index, SegmentFiles.SWAP, "");
        }
        move(records, SegmentFiles.SWAP, "");
    }

    private void move(Path file, String from, String to) throws IOException {
        Path source = file.resolveSibling(file.getFileName() + from);
        if (Files.exists(source)) {
            mover.move(source, file.resolveSibling(file.getFileName() + to));
        }
    }
}
