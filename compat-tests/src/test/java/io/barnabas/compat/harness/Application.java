// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program of {@code compat-tests/applications/java}, or a tool of Kafka Connect, on the class path of both or of another library. */
public final class Application {
    private static final String CLASS_PATH = findClassPath();

    private Application() {}

    private static String findClassPath(String... folder) {
        var command =
                new ArrayList<>(List.of(Project.root().resolve("bin/kafka").toString(), "application-class-path"));
        command.addAll(List.of(folder));
        return Program.of(command)
                .within(Duration.ofMinutes(5))
                .run()
                .succeeded()
                .out()
                .trim();
    }

    /** A program in one source file, which Java compiles as it starts. */
    public static Program program(String name, String... arguments) {
        return program(CLASS_PATH, name, List.of(arguments));
    }

    /** Such a program on the class path of {@code applications/FOLDER/pom.xml}; the folder's library brings kafka-clients of its own. */
    public static Program on(String folder, String name, String bootstrap, String... arguments) {
        var all = new ArrayList<>(List.of(bootstrap));
        all.addAll(List.of(arguments));
        return program(findClassPath(folder), name, all);
    }

    private static Program program(String classPath, String name, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Project.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath,
                Project.root()
                        .resolve("compat-tests/applications/java/" + name + ".java")
                        .toString()));
        command.addAll(arguments);
        return Program.of(command).named(name);
    }

    /** A tool such as connect-standalone, with its log on standard error. */
    public static Program tool(String name, String... arguments) {
        return Tool.plain(name, arguments).with("KAFKA_TOOL_LOG", "info");
    }
}
