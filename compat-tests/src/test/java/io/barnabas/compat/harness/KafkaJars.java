// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Apache Kafka's server and tools, as bin/kafka resolves them: programs to run, never classes to load here. */
public final class KafkaJars {
    private static final String CLASS_PATH = resolve();

    private KafkaJars() {}

    private static String resolve() {
        return Program.of(Project.root().resolve("bin/kafka").toString(), "class-path")
                .within(Duration.ofMinutes(5))
                .run()
                .succeeded()
                .out()
                .trim();
    }

    static String classPath() {
        return CLASS_PATH;
    }

    /** Runs a main class of Kafka's to its end. */
    static ProgramResult run(String what, String mainClass, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Project.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                classPath(),
                mainClass));
        command.addAll(arguments);
        return Program.of(command).named(what).run().succeeded();
    }
}
