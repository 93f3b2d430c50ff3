// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code .kafka_cleanshutdown} of a log directory: written last at an orderly stop, deleted first at a start. That it is there says
 * that nothing needs recovery; what it holds, {@code {"version":0,"brokerEpoch":7}}, only says who wrote it.
 */
public final class CleanShutdownFile {
    public static final String FILE_NAME = ".kafka_cleanshutdown";
    public static final long UNKNOWN_BROKER_EPOCH = -1;

    private static final Pattern BROKER_EPOCH = Pattern.compile("\"brokerEpoch\"\\s*:\\s*(-?\\d{1,19})");

    private CleanShutdownFile() {}

    public static boolean exists(Path logDirectory) {
        return Files.exists(logDirectory.resolve(FILE_NAME));
    }

    /** On the disk when this returns, and so is everything that was synced before it. */
    public static void write(Path logDirectory, long brokerEpoch) throws IOException {
        String text = "{\"version\":0,\"brokerEpoch\":" + brokerEpoch + "}";
        AtomicFile.write(logDirectory.resolve(FILE_NAME), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true);
    }

    /** The broker epoch in the file, -1 if its text tells none; empty if there is no file. */
    public static OptionalLong read(Path logDirectory) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(logDirectory.resolve(FILE_NAME)), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
        Matcher matcher = BROKER_EPOCH.matcher(text);
        try {
            return OptionalLong.of(matcher.find() ? Long.parseLong(matcher.group(1)) : UNKNOWN_BROKER_EPOCH);
        } catch (NumberFormatException e) {
            return OptionalLong.of(UNKNOWN_BROKER_EPOCH);
        }
    }

    /** Removes the marker for good: it must not come back after a power cut, or damage would go unseen. */
    public static void delete(Path logDirectory) throws IOException {
        if (Files.deleteIfExists(logDirectory.resolve(FILE_NAME))) {
            AtomicFile.syncDirectory(logDirectory);
        }
    }
}
