// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

import java.util.ArrayList;
import java.util.List;

/** Apache Kafka's console tools, run as a user runs them: {@code bin/kafka TOOL ...}. */
public final class Tool {
    private Tool() {}

    /** A tool that talks to the broker. */
    public static Program on(Broker broker, String tool, String... options) {
        var arguments = new ArrayList<>(List.of("--bootstrap-server", broker.bootstrap()));
        arguments.addAll(List.of(options));
        return plain(tool, arguments.toArray(String[]::new));
    }

    /** A tool with no broker, such as dump-log. */
    public static Program plain(String tool, String... options) {
        var command =
                new ArrayList<>(List.of(Project.root().resolve("bin/kafka").toString(), tool));
        command.addAll(List.of(options));
        return Program.of(command).named("kafka-" + tool);
    }

    /** The LAG column of kafka-consumer-groups, summed over all partitions of the group. */
    public static int totalLag(Broker broker, String group) {
        return on(broker, "consumer-groups", "--describe", "--group", group).run().succeeded().lines().stream()
                .filter(line -> line.startsWith(group + " "))
                .mapToInt(line -> Integer.parseInt(line.split(" +", -1)[5]))
                .sum();
    }
}
