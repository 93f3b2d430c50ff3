// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the metadata log a snapshot stands for.
 *
 * @param endOffset the offset after the last record in it
 * @param epoch the KRaft epoch of that record
 */
record SnapshotId(long endOffset, int epoch) implements Comparable<SnapshotId> {
    private static final Pattern NAME = Pattern.compile("(\\d{20})-(\\d{10})\\.checkpoint");

    private static final int OFFSET_DIGITS = 20;
    private static final int EPOCH_DIGITS = 10;

    /** The one that {@code kafka-storage format --standalone} writes: it holds the voters, and no data in it counts. */
    static final SnapshotId BOOTSTRAP = new SnapshotId(0, 0);

    /** Empty for the name of another file. */
    static Optional<SnapshotId> parse(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches()
                ? Optional.of(new SnapshotId(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    String fileName() {
        return padded(endOffset, OFFSET_DIGITS) + '-' + padded(epoch, EPOCH_DIGITS) + ".checkpoint";
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    @Override
    public int compareTo(SnapshotId other) {
        int byOffset = Long.compare(endOffset, other.endOffset);
        return byOffset != 0 ? byOffset : Integer.compare(epoch, other.epoch);
    }

    // By hand: what a record brings is linked when it is first called, and this one is called at every start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SnapshotId id && endOffset == id.endOffset && epoch == id.epoch;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(endOffset) + epoch;
    }
}
