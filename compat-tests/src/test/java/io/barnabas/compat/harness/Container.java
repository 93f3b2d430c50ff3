// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One container of the image, with a name of its own; closing it removes it. */
public final class Container implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);

    private final String name = Clients.unique("barnabas");

    private Container() {}

    /** {@code podman run --detach OPTION... barnabas}; returns when the broker says that it is ready. */
    public static Container start(String... options) {
        var container = new Container();
        var command = new ArrayList<>(List.of("run", "--detach", "--name", container.name));
        command.addAll(List.of(options));
        command.add(Podman.IMAGE);
        Podman.run(command.toArray(String[]::new));
        try {
            await("the ready line of " + container.name)
                    .atMost(READY_TIMEOUT)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> container.logs().contains("is ready on"));
        } catch (RuntimeException e) {
            var failure = new AssertionError(container.name + " is not ready:\n" + container.logs(), e);
            container.close();
            throw failure;
        }
        return container;
    }

    /** The host name that its neighbours on a network know. */
    public String name() {
        return name;
    }

    /** Both streams of what it has printed. */
    public String logs() {
        return Podman.tried("logs", name).all();
    }

    public ProgramResult exec(String... command) {
        var all = new ArrayList<>(List.of("exec", name));
        all.addAll(List.of(command));
        return Podman.tried(all.toArray(String[]::new));
    }

    /** By SIGTERM; how long that took. Podman would kill it after ten seconds. */
    public Duration stop() {
        var started = System.nanoTime();
        Podman.run("stop", name);
        return Duration.ofNanos(System.nanoTime() - started);
    }

    @Override
    public void close() {
        Podman.run("rm", "--force", "--volumes", name);
    }
}
