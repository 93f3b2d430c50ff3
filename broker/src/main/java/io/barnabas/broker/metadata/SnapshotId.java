// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of the metadata log a snapshot stands for.
 *
 * @param endOffset the offset after the last record in it
 * @param epoch the KRaft epoch of that record
 */
record SnapshotId(long endOffset, int epoch) implements Comparable<SnapshotId> {
    private static final Pattern NAME = Pattern.compile("(\\d{20})-(\\d{10})\\.checkpoint");

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
        return String.format("%020d-%010d.checkpoint", endOffset, epoch);
    }

    @Override
    public int compareTo(SnapshotId other) {
        int byOffset = Long.compare(endOffset, other.endOffset);
        return byOffset != 0 ? byOffset : Integer.compare(epoch, other.epoch);
    }
}
