// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The file {@code partition.metadata} that binds a partition's directory to its topic id.
 *
 * <pre>
 * version: 0
 * topic_id: x4HZ9k2ASfGzQp1nV0bYJw
 * </pre>
 */
public final class PartitionMetadataFile {
    public static final String FILE_NAME = "partition.metadata";

    private PartitionMetadataFile() {}

    /** On the disk when this returns if {@code sync}. */
    public static void write(Path partitionDirectory, UUID topicId, boolean sync) throws IOException {
        String text = "version: 0\ntopic_id: " + UuidText.of(topicId);
        AtomicFile.write(
                partitionDirectory.resolve(FILE_NAME), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), sync);
    }

    /**
     * The topic id, or empty if there is no file.
     *
     * @throws CorruptCheckpointException if the text is damaged
     */
    public static Optional<UUID> read(Path partitionDirectory) throws IOException {
        Path file = partitionDirectory.resolve(FILE_NAME);
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(
                        line.substring(0, colon).trim(),
                        line.substring(colon + 1).trim());
            }
        }
        if (!"0".equals(fields.get("version"))) {
            throw new CorruptCheckpointException(file + " has version " + fields.get("version") + ", expected 0");
        }
        String id = fields.getOrDefault("topic_id", "");
        try {
            UUID topicId = UuidText.parse(id);
            if (topicId.getMostSignificantBits() != 0 || topicId.getLeastSignificantBits() != 0) {
                return Optional.of(topicId);
            }
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException(file + " has no valid topic_id: \"" + id + "\"");
        }
        throw new CorruptCheckpointException(file + " has no valid topic_id: \"" + id + "\"");
    }
}
