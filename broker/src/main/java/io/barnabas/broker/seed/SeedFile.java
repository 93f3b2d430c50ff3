// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.StartupException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads what shall be there from a YAML file; docs/seed.md shows one. A mistake is named by its line. Only here is YAML known, so
 * that its classes are not loaded without a seed.
 */
final class SeedFile {
    private static final Set<String> SECTIONS = names("topics", "groups", "users");
    private static final Set<String> OF_A_TOPIC = names("partitions", "replicas", "configs", "records");
    private static final Set<String> OF_A_RECORD = names("key", "value", "headers", "partition", "timestamp");
    private static final Set<String> OF_A_USER = names("password", "mechanism", "iterations");
    private static final int DEFAULT = -1;
    private static final int DEFAULT_ITERATIONS = 8192;
    private static final int MOST_PARTITIONS = 10_000;

    private final List<TopicSeed> topics = new ArrayList<>();
    private final List<RecordSeed> records = new ArrayList<>();
    private final List<OffsetSeed> offsets = new ArrayList<>();
    private final List<UserSeed> users = new ArrayList<>();

    private SeedFile() {}

    static SeedPlan read(Path file) {
        String name = String.valueOf(file.getFileName());
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            Optional<Node> root = new Compose(settings).composeReader(reader);
            SeedFile seed = new SeedFile();
            root.ifPresent(node -> seed.read(SeedPlace.of(node, name)));
            return new SeedPlan(seed.topics, seed.records, seed.offsets, seed.users);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new StartupException(name + ":" + line + ": not YAML: " + e.getProblem());
        } catch (NoSuchFileException e) {
            throw new StartupException("No such seed file: " + file.toAbsolutePath());
        } catch (IOException | YamlEngineException e) {
            throw new StartupException("Cannot read the seed file " + file.toAbsolutePath() + ": " + e);
        }
    }

    private void read(SeedPlace root) {
        Map<String, SeedPlace> sections = root.entries(SECTIONS);
        entriesOf(sections.get("topics")).forEach(this::readTopic);
        entriesOf(sections.get("groups")).forEach(this::readGroup);
        entriesOf(sections.get("users")).forEach(this::readUser);
    }

    private static Map<String, SeedPlace> entriesOf(@Nullable SeedPlace place) {
        return place == null ? Map.of() : place.entries();
    }

    private void readTopic(String name, SeedPlace topic) {
        Map<String, SeedPlace> parts = topic.entries(OF_A_TOPIC);
        Map<String, String> configs = new LinkedHashMap<>();
        entriesOf(parts.get("configs")).forEach((config, value) -> configs.put(config, value.text()));
        topics.add(new TopicSeed(
                name,
                (int) number(parts.get("partitions"), 1, MOST_PARTITIONS, DEFAULT),
                (short) number(parts.get("replicas"), 1, Short.MAX_VALUE, DEFAULT),
                configs,
                topic.origin()));
        SeedPlace list = parts.get("records");
        if (list != null) {
            list.items().forEach(record -> readRecord(name, record));
        }
    }

    private void readRecord(String topic, SeedPlace record) {
        Map<String, SeedPlace> parts = record.entries(OF_A_RECORD);
        Map<String, String> headers = new LinkedHashMap<>();
        entriesOf(parts.get("headers"))
                .forEach((header, value) -> headers.put(header, String.valueOf(value.content())));
        SeedPlace key = parts.get("key");
        SeedPlace value = parts.get("value");
        SeedPlace timestamp = parts.get("timestamp");
        records.add(new RecordSeed(
                topic,
                (int) number(parts.get("partition"), 0, Integer.MAX_VALUE, DEFAULT),
                key == null ? null : key.content(),
                value == null ? null : value.content(),
                headers,
                timestamp == null ? null : timestampMs(timestamp),
                record.origin()));
    }

    private static long timestampMs(SeedPlace place) {
        String text = place.text();
        try {
            return text.matches("\\d{1,18}")
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw place.wrong("expected milliseconds or a time like 2026-01-31T12:00:00Z, not '" + text + "'");
        }
    }

    private void readGroup(String group, SeedPlace place) {
        place.entries()
                .forEach((topic, partitions) -> partitions.entries().forEach((partition, offset) -> {
                    if (!partition.matches("\\d{1,9}")) {
                        throw offset.wrong("expected the number of a partition, not '" + partition + "'");
                    }
                    offsets.add(
                            new OffsetSeed(group, topic, Integer.parseInt(partition), offset(offset), offset.origin()));
                }));
    }

    private static long offset(SeedPlace place) {
        return switch (place.text()) {
            case "earliest" -> OffsetSeed.EARLIEST;
            case "latest" -> OffsetSeed.LATEST;
            default -> place.number(0, Long.MAX_VALUE);
        };
    }

    private void readUser(String name, SeedPlace user) {
        Map<String, SeedPlace> parts = user.entries(OF_A_USER);
        SeedPlace password = parts.get("password");
        if (password == null) {
            throw user.wrong("expected a password");
        }
        SeedPlace mechanism = parts.get("mechanism");
        int iterations = (int) number(parts.get("iterations"), 1, Integer.MAX_VALUE, DEFAULT_ITERATIONS);
        users.add(new UserSeed(
                name,
                password.text(),
                mechanism == null ? ScramPassword.SCRAM_SHA_512 : mechanism(mechanism),
                iterations,
                user.origin()));
    }

    private static String mechanism(SeedPlace place) {
        String text = place.text();
        if (!ScramPassword.MECHANISMS.contains(text)) {
            throw place.wrong("expected one of " + String.join(", ", new TreeSet<>(ScramPassword.MECHANISMS))
                    + ", not '" + text + "'");
        }
        return text;
    }

    private static long number(@Nullable SeedPlace place, long least, long most, long otherwise) {
        return place == null ? otherwise : place.number(least, most);
    }

    /** In an order that messages can keep. */
    private static Set<String> names(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
