// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who serves: Barnabas, or Apache Kafka as the reference. */
public enum BrokerKind {
    BARNABAS(" ready"),
    KAFKA("Kafka Server started");

    private final String readyLine;

    BrokerKind(String readyLine) {
        this.readyLine = readyLine;
    }

    /** {@code -Dbroker=barnabas} (the default) or {@code -Dbroker=kafka}. */
    public static BrokerKind chosen() {
        return valueOf(System.getProperty("broker", "barnabas").toUpperCase(Locale.ROOT));
    }

    boolean saysReady(String output) {
        return output.contains(readyLine);
    }

    /** What starts a broker with this file of properties; it execs into java, so that its pid is the broker's. */
    List<String> command(Path properties, Path archiveInTheMaking) {
        return switch (this) {
            case BARNABAS -> List.of(Project.barnabas(), "start", "--config", properties.toString());
            case KAFKA -> kafka(properties, archiveInTheMaking);
        };
    }

    /** Where the first orderly run of a Kafka leaves its loaded classes; every later start takes a third of the time. */
    static Path archive() {
        return Project.target().resolve("kafka.jsa");
    }

    private static List<String> kafka(Path properties, Path archiveInTheMaking) {
        var command = new ArrayList<>(List.of(
                Project.java(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Xlog:all=error",
                Files.exists(archive())
                        ? "-XX:SharedArchiveFile=" + archive()
                        : "-XX:ArchiveClassesAtExit=" + archiveInTheMaking,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info"));
        command.addAll(List.of("-cp", Project.kafkaClassPath(), "kafka.Kafka", properties.toString()));
        return command;
    }
}
