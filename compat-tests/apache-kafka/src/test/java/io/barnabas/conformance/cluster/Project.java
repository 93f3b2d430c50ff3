// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are. */
public final class Project {
    private static final Path ROOT = findRoot();

    private Project() {}

    public static Path root() {
        return ROOT;
    }

    /** This module. */
    public static Path module() {
        return ROOT.resolve("compat-tests/apache-kafka");
    }

    /** What a run leaves behind. */
    public static Path target() {
        return module().resolve("target/conformance");
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** {@code bin/barnabas}, or with {@code -Dbarnabas=...} that of an installation elsewhere. */
    public static String barnabas() {
        return System.getProperty("barnabas", ROOT.resolve("bin/barnabas").toString());
    }

    /** Apache Kafka's server, as {@code bin/kafka} resolves it. */
    static String kafkaClassPath() {
        var classPath = System.getProperty("kafka.class.path");
        if (classPath == null) {
            throw new IllegalStateException("-Dkafka.class.path is missing: bin/kafka class-path prints it");
        }
        return classPath;
    }

    private static Path findRoot() {
        for (var path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isDirectory(path.resolve("compat-tests/apache-kafka"))) {
                return path;
            }
        }
        throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
    }
}
