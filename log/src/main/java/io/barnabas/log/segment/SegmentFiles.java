// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * The names of the files in a partition folder.
 *
 * <pre>
 * 00000000000000000042.log        record batches from offset 42 on
 * 00000000000000000042.index      offset -> position
 * 00000000000000000042.timeindex  timestamp -> offset
 * 00000000000000000042.txnindex   aborted transactions; absent when there are none
 * 00000000000000000042.snapshot   producer state of everything below offset 42
 * </pre>
 *
 * <p>A second suffix tells a file's fate: {@code .deleted} is gone and waits for removal, {@code .cleaned} is an
 * unfinished output of compaction, {@code .swap} a finished one that is about to take its sources' place.
 */
public final class SegmentFiles {
    public static final String LOG = ".log";
    public static final String OFFSET_INDEX = ".index";
    public static final String TIME_INDEX = ".timeindex";
    public static final String TXN_INDEX = ".txnindex";
    public static final String SNAPSHOT = ".snapshot";
    public static final String DELETED = ".deleted";
    public static final String CLEANED = ".cleaned";
    public static final String SWAP = ".swap";

    private static final int DIGITS = 20;

    private SegmentFiles() {}

    public static Path log(Path folder, long baseOffset) {
        return file(folder, baseOffset, LOG);
    }

    public static Path offsetIndex(Path folder, long baseOffset) {
        return file(folder, baseOffset, OFFSET_INDEX);
    }

    public static Path timeIndex(Path folder, long baseOffset) {
        return file(folder, baseOffset, TIME_INDEX);
    }

    public static Path txnIndex(Path folder, long baseOffset) {
        return file(folder, baseOffset, TXN_INDEX);
    }

    public static Path snapshot(Path folder, long offset) {
        return file(folder, offset, SNAPSHOT);
    }

    /** The offset a file is named after, when its name is exactly twenty digits and the suffix. */
    public static OptionalLong offset(String fileName, String suffix) {
        if (fileName.length() != DIGITS + suffix.length() || !fileName.endsWith(suffix)) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = fileName.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return OptionalLong.empty();
            }
            value = value * 10 + digit;
        }
        return OptionalLong.of(value);
    }

    /** The offset after the last in a record file, whatever its name; its base offset when it is empty. */
    public static long nextOffset(Path records, long baseOffset) throws IOException {
        try (FileChannel channel = FileChannel.open(records, StandardOpenOption.READ)) {
            BatchWalk walk = new BatchWalk(channel, 0, (int) channel.size());
            long next = baseOffset;
            for (BatchPosition batch = walk.next(); batch != null; batch = walk.next()) {
                next = batch.lastOffset() + 1;
            }
            return next;
        }
    }

    private static Path file(Path folder, long offset, String suffix) {
        String digits = Long.toString(offset);
        return folder.resolve("0".repeat(DIGITS - digits.length()) + digits + suffix);
    }
}
