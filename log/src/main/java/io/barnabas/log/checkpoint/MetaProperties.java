// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code meta.properties} of a log directory: whose it is. Java properties {@code version=1}, {@code cluster.id}, {@code node.id}
 * and {@code directory.id}; keys we do not know are kept when it is written again.
 *
 * @param directoryId null if the file has none: then one is to be chosen and the file written again
 * @param unknown all other keys
 */
public record MetaProperties(
        String clusterId, int nodeId, @Nullable UUID directoryId, Map<String, String> unknown) {
    public static final String FILE_NAME = "meta.properties";

    private static final String VERSION = "version";
    private static final String CLUSTER_ID = "cluster.id";
    private static final String NODE_ID = "node.id";
    private static final String DIRECTORY_ID = "directory.id";
    private static final int RESERVED_IDS = 100;

    public MetaProperties {
        unknown = Map.copyOf(unknown);
    }

    public MetaProperties(String clusterId, int nodeId, UUID directoryId) {
        this(clusterId, nodeId, directoryId, Map.of());
    }

    public MetaProperties withDirectoryId(UUID id) {
        return new MetaProperties(clusterId, nodeId, id, unknown);
    }

    /** A directory id that is neither reserved by Kafka nor begins with a dash in text. */
    public static UUID randomDirectoryId() {
        UUID id;
        do {
            id = UUID.randomUUID();
        } while (isReserved(id) || UuidText.of(id).startsWith("-"));
        return id;
    }

    private static boolean isReserved(UUID id) {
        return id.getMostSignificantBits() == 0 && Long.compareUnsigned(id.getLeastSignificantBits(), RESERVED_IDS) < 0;
    }

    /** Replaces the file in a log directory; on the disk when this returns. */
    public void write(Path logDirectory) throws IOException {
        Map<String, String> all = new TreeMap<>(unknown);
        all.put(VERSION, "1");
        all.put(CLUSTER_ID, clusterId);
        all.put(NODE_ID, Integer.toString(nodeId));
        if (directoryId != null) {
            all.put(DIRECTORY_ID, UuidText.of(directoryId));
        }
        StringBuilder text = new StringBuilder("#\n");
        all.forEach((key, value) -> text.append(escape(key, true))
                .append('=')
                .append(escape(value, false))
                .append('\n'));
        AtomicFile.write(
                logDirectory.resolve(FILE_NAME),
                ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1)),
                true);
    }

    /**
     * The file of a log directory, or empty if it has none.
     *
     * @throws CorruptCheckpointException if the text is damaged, or of a version before KRaft
     */
    public static Optional<MetaProperties> read(Path logDirectory) throws IOException {
        Path file = logDirectory.resolve(FILE_NAME);
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException(file + " is no properties file: " + e.getMessage());
        }
        Map<String, String> unknown = new TreeMap<>();
        properties.forEach((key, value) -> unknown.put((String) key, (String) value));
        String version = take(unknown, VERSION, file);
        if (!version.equals("1")) {
            throw new CorruptCheckpointException(file + " has version " + version + ", expected 1");
        }
        String clusterId = take(unknown, CLUSTER_ID, file);
        String nodeId = take(unknown, NODE_ID, file);
        String directoryId = unknown.remove(DIRECTORY_ID);
        try {
            UUID id = directoryId == null ? null : UuidText.parse(directoryId.trim());
            if (id != null && isReserved(id)) {
                throw new CorruptCheckpointException(file + " has the reserved directory.id " + directoryId);
            }
            return Optional.of(new MetaProperties(clusterId, Integer.parseInt(nodeId), id, unknown));
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException(file + " is damaged: " + e.getMessage());
        }
    }

    private static String take(Map<String, String> properties, String key, Path file)
            throws CorruptCheckpointException {
        String value = properties.remove(key);
        if (value == null || value.isBlank()) {
            throw new CorruptCheckpointException(file + " has no " + key);
        }
        return value.trim();
    }

    private static String escape(String text, boolean isKey) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\', '#', '!' -> escaped.append('\\').append(c);
                case '=', ':' -> escaped.append(isKey ? "\\" : "").append(c);
                case ' ' -> escaped.append(isKey || i == 0 ? "\\ " : " ");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
