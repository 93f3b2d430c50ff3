// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the process that listens on a port, where the system tells (Linux, for processes that this user may look at):
 *
 * <pre>
 *   /proc/net/tcp, tcp6   local port, state -> inode of the socket
 *   /proc/PID/fd/*        -> socket:[inode]
 * </pre>
 */
final class PortOwner {
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";
    private static final int LONGEST_COMMAND = 100;
    private static final String JAR = "-jar";

    private final Path proc;

    /** @param proc {@code /proc} but in tests */
    PortOwner(Path proc) {
        this.proc = proc;
    }

    /** As in {@code process 4711 (java -jar app.jar)}; null when nobody can tell. */
    @Nullable
    String find(int port) {
        try {
            Set<String> sockets = new HashSet<>();
            for (String table : List.of("tcp", "tcp6")) {
                addListening(port, proc.resolve("net").resolve(table), sockets);
            }
            return sockets.isEmpty() ? null : processWith(sockets);
        } catch (IOException | RuntimeException e) {
            return null; // The reason why the port cannot be had is said all the same.
        }
    }

    private static void addListening(int port, Path table, Set<String> sockets) throws IOException {
        if (!Files.exists(table)) {
            return;
        }
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        for (String line : Files.readAllLines(table)) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > INODE && columns[LOCAL_ADDRESS].endsWith(suffix) && columns[STATE].equals(LISTENING)) {
                sockets.add("socket:[" + columns[INODE] + "]");
            }
        }
    }

    private @Nullable String processWith(Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOne(process, sockets)) {
                    return "process " + process.getFileName() + " (" + command(process) + ")";
                }
            }
        }
        return null;
    }

    private static boolean holdsOne(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException e) {
            return false; // Of another user, or gone meanwhile.
        }
        return false;
    }

    /** The program and what it was given; of Java without the options of the virtual machine. */
    private static String command(Path process) throws IOException {
        String line = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
        List<String> given = List.of(line.split("\0", -1));
        List<String> words = new ArrayList<>();
        words.add(fileName(given.get(0)));
        int next = 1;
        if (words.get(0).equals("java")) {
            while (next < given.size() && isJavaOption(given.get(next))) {
                next++;
            }
            if (next + 1 < given.size() && given.get(next).equals(JAR)) {
                words.add(JAR);
                words.add(fileName(given.get(next + 1)));
                next += 2;
            }
        }
        words.addAll(given.subList(next, given.size()));
        String command = String.join(" ", words).strip();
        return command.length() <= LONGEST_COMMAND ? command : command.substring(0, LONGEST_COMMAND) + "...";
    }

    private static boolean isJavaOption(String word) {
        return word.startsWith("@") || (word.startsWith("-") && !word.equals(JAR));
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
