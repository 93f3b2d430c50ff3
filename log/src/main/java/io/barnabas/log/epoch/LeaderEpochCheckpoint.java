// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.epoch;

import io.barnabas.log.checkpoint.CheckpointFile;
import io.barnabas.log.checkpoint.CorruptCheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file {@code leader-epoch-checkpoint} of a partition: {@code epoch startOffset} a line, both strictly rising. */
public final class LeaderEpochCheckpoint {
    public static final String FILE_NAME = "leader-epoch-checkpoint";

    private final Path path;
    private final CheckpointFile<EpochEntry> file;

    public LeaderEpochCheckpoint(Path partitionDirectory) {
        path = partitionDirectory.resolve(FILE_NAME);
        file = new CheckpointFile<>(
                path, entry -> entry.epoch() + " " + entry.startOffset(), LeaderEpochCheckpoint::parse);
    }

    public void write(Collection<EpochEntry> entries, boolean sync) throws IOException {
        file.write(entries, sync);
    }

    /** All entries. Throws {@link CorruptCheckpointException} if the file is damaged. */
    public List<EpochEntry> read() throws IOException {
        List<EpochEntry> entries = file.read();
        for (int i = 1; i < entries.size(); i++) {
            EpochEntry before = entries.get(i - 1);
            EpochEntry entry = entries.get(i);
            if (entry.epoch() <= before.epoch() || entry.startOffset() <= before.startOffset()) {
                throw new CorruptCheckpointException(
                        "Checkpoint " + path + " is damaged: " + entry + " does not rise above " + before);
            }
        }
        return entries;
    }

    private static @Nullable EpochEntry parse(String[] fields) {
        if (fields.length != 2) {
            return null;
        }
        EpochEntry entry = new EpochEntry(Integer.parseInt(fields[0]), Long.parseLong(fields[1]));
        return entry.epoch() < 0 || entry.startOffset() < 0 ? null : entry;
    }
}
