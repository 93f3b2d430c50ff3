// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The container engine, with the image of this build in it. */
public final class Podman {
    public static final String IMAGE = "barnabas";

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    static {
        Program.of(Project.root().resolve("image/build").toString())
                .within(Duration.ofMinutes(5))
                .run()
                .succeeded();
        command(
                        "load",
                        "--input",
                        Project.root().resolve("target/barnabas-image.tar").toString())
                .run()
                .succeeded();
    }

    private Podman() {}

    /** Runs a command of podman to its successful end; what it prints. */
    public static String run(String... arguments) {
        return tried(arguments).succeeded().out().strip();
    }

    /** Runs a command of podman to its end, whatever that is. */
    public static ProgramResult tried(String... arguments) {
        return command(arguments).run();
    }

    /** Podman's side of Docker's API, on a socket of this path. */
    public static RunningProgram serveDockerApi(Path socket) {
        return command("system", "service", "--time", "0", "unix://" + socket).start();
    }

    private static Program command(String... arguments) {
        var command = new ArrayList<>(List.of("podman"));
        command.addAll(List.of(arguments));
        return Program.of(command)
                .within(TIMEOUT)
                .with(
                        "CONTAINERS_CONF",
                        Project.clients().resolve("podman/containers.conf").toString());
    }
}
