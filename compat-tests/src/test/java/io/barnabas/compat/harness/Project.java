// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are: the project's root and the java that runs everything. */
public final class Project {
    private static final Path ROOT = findRoot();

    private Project() {}

    public static Path root() {
        return ROOT;
    }

    /** The clients that are not Java: {@code compat-tests/clients}. */
    public static Path clients() {
        return ROOT.resolve("compat-tests/clients");
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path findRoot() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isDirectory(path.resolve("compat-tests/kafka"))) {
                return path;
            }
        }
        throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
    }
}
