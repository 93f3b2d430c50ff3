// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Barnabas as a user starts it: {@code bin/barnabas start --port N --data DIR --set key=value ...}. */
public final class BarnabasBroker extends BrokerProcess {
    private static final Path LAUNCHER = Project.root().resolve("bin/barnabas");

    private final Map<String, String> properties;

    static {
        // It builds first what is missing: not within the time that a start may take.
        Program.of(LAUNCHER.toString(), "--version")
                .within(Duration.ofMinutes(10))
                .run()
                .succeeded();
    }

    private BarnabasBroker(Path dataDirectory, int port, Map<String, String> properties) {
        super(BrokerKind.BARNABAS, dataDirectory, port);
        this.properties = new TreeMap<>(properties);
    }

    /** bin/barnabas, built. */
    public static String launcher() {
        return LAUNCHER.toString();
    }

    public static BarnabasBroker start(Path dataDirectory, Map<String, String> properties) {
        return start(dataDirectory, Ports.free(), properties);
    }

    public static BarnabasBroker start(Path dataDirectory, int port, Map<String, String> properties) {
        var broker = new BarnabasBroker(dataDirectory, port, properties);
        broker.launch();
        return broker;
    }

    @Override
    List<String> command() {
        var command = new ArrayList<>(List.of(LAUNCHER.toString(), "start", "--port", Integer.toString(port())));
        if (!properties.containsKey("log.dirs")) {
            command.addAll(List.of("--data", dataDirectory().toString()));
        }
        if (!properties.containsKey("barnabas.console")) {
            command.addAll(List.of("--console", "off"));
        }
        properties.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        return command;
    }

    /** The one ready line has the address in it. */
    @Override
    boolean saysReady(String output) {
        return output.lines().anyMatch(line -> line.contains(":" + port()) && line.contains("ready"));
    }
}
