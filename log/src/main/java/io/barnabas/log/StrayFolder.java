// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

import io.barnabas.log.checkpoint.CorruptCheckpointException;
import io.barnabas.log.checkpoint.PartitionMetadataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that has the name of a partition and is not that partition's, by the topic id in it. It is kept, as Kafka does,
 * under a name that nobody serves.
 */
final class StrayFolder {
    private static final Logger LOG = LoggerFactory.getLogger(StrayFolder.class);

    private StrayFolder() {}

    /** Says whether the folder was another topic's and has been moved away. */
    static boolean setAside(Path folder, LogName name, UUID topicId) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        String found;
        try {
            UUID onDisk = PartitionMetadataFile.read(folder).orElse(null);
            if (topicId.equals(onDisk)) {
                return false;
            }
            if (onDisk == null && hasNoSegments(folder)) {
                PartitionMetadataFile.write(folder, topicId, false);
                return false;
            }
            found = onDisk == null ? "no topic id" : "topic id " + onDisk;
        } catch (CorruptCheckpointException e) {
            found = "an unreadable topic id (" + e.getMessage() + ")";
        }
        Path aside = folder.resolveSibling(name.strayFolder(UUID.randomUUID()));
        Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
        LOG.warn(
                "{}: the folder has {}, the topic has {}; set aside as {}, the partition begins empty",
                name,
                found,
                topicId,
                aside.getFileName());
        return true;
    }

    /** Such a folder was made for us to write to: a metadata log that holds only its first snapshot. */
    private static boolean hasNoSegments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.noneMatch(file -> file.getFileName().toString().endsWith(".log"));
        }
    }
}
