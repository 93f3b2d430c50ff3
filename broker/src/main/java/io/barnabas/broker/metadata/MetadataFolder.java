// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.log.LogConfig;
import io.barnabas.log.LogConfigBuilder;
import io.barnabas.log.LogManager;
import io.barnabas.log.LogName;
import io.barnabas.log.PartitionLog;
import io.barnabas.log.checkpoint.PartitionMetadataFile;
import io.barnabas.wire.protocol.Uuids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds the folder of the metadata log among the log directories, and makes sure that it is the one we want. */
final class MetadataFolder {
    private static final LogName NAME = new LogName(TopicInfo.CLUSTER_METADATA, 0);

    /** Nothing but a snapshot lets records of this log go. */
    private static final LogConfig CONFIG =
            new LogConfigBuilder().retentionMs(-1).retentionBytes(-1).build();

    private MetadataFolder() {}

    static ClusterImage identity(LogManager logs, Path directory, int nodeId) {
        List<Path> directories = logs.directories();
        UUID id = logs.directoryId(directory);
        return new ClusterImage(logs.clusterId(), nodeId, id, directories.size() == 1 ? id : ClusterImage.UNASSIGNED);
    }

    /**
     * Opens the log in its directory.
     *
     * @throws MetadataException when it lies in another directory, or when there are partitions and no metadata that tell their topics
     */
    static PartitionLog open(LogManager logs, Path directory) throws IOException {
        if (!logs.directories().contains(directory)) {
            throw new MetadataException(
                    "metadata.log.dir is " + directory + ", which is offline or none of the log.dirs");
        }
        Path folder = directory.resolve(NAME.toString());
        boolean exists = Files.isDirectory(folder);
        Set<LogName> partitions = new HashSet<>(logs.names());
        boolean elsewhere = partitions.remove(NAME) && !exists;
        if (elsewhere) {
            throw new MetadataException("The metadata log is not in " + directory
                    + " but in another log directory; set metadata.log.dir to that, or put it first in log.dirs");
        }
        if (!exists && !partitions.isEmpty()) {
            throw new MetadataException(
                    "The log directories have " + partitions.size() + " partitions, " + any(partitions)
                            + " for one, but no metadata in " + folder
                            + " that tells which topics they belong to; bring that folder back, or start with an empty directory");
        }
        if (exists && PartitionMetadataFile.read(folder).isEmpty()) {
            PartitionMetadataFile.write(folder, Uuids.METADATA_TOPIC_ID, true);
        }
        return logs.log(Uuids.METADATA_TOPIC_ID, NAME, CONFIG, directory);
    }

    private static LogName any(Set<LogName> partitions) {
        return partitions.iterator().next();
    }
}
