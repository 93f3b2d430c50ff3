// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program of {@code compat-tests/applications/java}, or a tool of Kafka Connect, on the class path of both. */
public final class Application {
    private static final String CLASS_PATH = findClassPath();

    private Application() {}

    private static String findClassPath() {
        return Program.of(Project.root().resolve("bin/kafka").toString(), "application-class-path")
                .within(Duration.ofMinutes(5))
                .run()
                .succeeded()
                .out()
                .trim();
    }

    /** A program in one source file, which Java compiles as it starts. */
    public static Program program(String name, String... arguments) {
        var command = new ArrayList<>(List.of(
                Project.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                CLASS_PATH,
                Project.root()
                        .resolve("compat-tests/applications/java/" + name + ".java")
                        .toString()));
        command.addAll(List.of(arguments));
        return Program.of(command).named(name);
    }

    /** A tool such as connect-standalone, with its log on standard error. */
    public static Program tool(String name, String... arguments) {
        return Tool.plain(name, arguments).with("KAFKA_TOOL_LOG", "info");
    }
}
