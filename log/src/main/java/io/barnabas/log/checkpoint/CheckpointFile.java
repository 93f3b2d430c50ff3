// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A text file of entries that is written as a whole. A missing file and an empty one both mean: no entries.
 *
 * <pre>
 * 0            version
 * 2            count
 * orders 0 17  an entry a line, fields parted by blanks
 * orders 1 4
 * </pre>
 */
public final class CheckpointFile<T> {
    private static final String VERSION = "0";

    private final Path file;
    private final Function<T, String> format;
    private final Function<String[], @Nullable T> parse;

    /** Reads and writes a file: {@code parse} makes an entry of a line's fields, or null, or throws NumberFormatException, if they are not valid */
    public CheckpointFile(Path file, Function<T, String> format, Function<String[], @Nullable T> parse) {
        this.file = file;
        this.format = format;
        this.parse = parse;
    }

    public void write(Collection<T> entries, boolean sync) throws IOException {
        StringBuilder text = new StringBuilder(32 * (entries.size() + 1));
        text.append(VERSION).append('\n').append(entries.size()).append('\n');
        for (T entry : entries) {
            text.append(format.apply(entry)).append('\n');
        }
        AtomicFile.write(file, ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)), sync);
    }

    /** All entries. Throws {@link CorruptCheckpointException} if the text is damaged. */
    public List<T> read() throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = text.lines().toList();
        if (!lines.get(0).trim().equals(VERSION)) {
            throw damaged(1, "expected version " + VERSION + ", found \"" + lines.get(0) + "\"");
        }
        int count = count(lines);
        List<T> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry(lines.get(i + 2), i + 3));
        }
        return entries;
    }

    private int count(List<String> lines) throws CorruptCheckpointException {
        if (lines.size() < 2) {
            throw damaged(2, "the number of entries is missing");
        }
        int count;
        try {
            count = Integer.parseInt(lines.get(1).trim());
        } catch (NumberFormatException e) {
            throw damaged(2, "expected the number of entries, found \"" + lines.get(1) + "\"");
        }
        if (count != lines.size() - 2) {
            throw damaged(2, "expected " + count + " entries, found " + (lines.size() - 2));
        }
        return count;
    }

    private T entry(String line, int number) throws CorruptCheckpointException {
        try {
            T entry = parse.apply(line.trim().split("\\s+"));
            if (entry != null) {
                return entry;
            }
        } catch (NumberFormatException e) {
            throw damaged(number, "not an entry: \"" + line + "\"");
        }
        throw damaged(number, "not an entry: \"" + line + "\"");
    }

    private CorruptCheckpointException damaged(int line, String reason) {
        return new CorruptCheckpointException("Checkpoint " + file + " is damaged in line " + line + ": " + reason);
    }
}
