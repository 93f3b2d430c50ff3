// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.schema;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads Kafka's schema files: JSON with {@code //} comments, one message each. */
public final class SchemaReader {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    /** All schemas of the folder, by the names of their files. */
    public List<MessageSpec> readFolder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> listing = Files.list(folder)) {
            files = listing.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<MessageSpec> messages = new ArrayList<>();
        for (Path file : files) {
            try {
                messages.add(read(Files.readString(file)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
        return messages;
    }

    /** One schema. */
    public MessageSpec read(String text) throws IOException {
        JsonNode json = JSON.readTree(text);
        String name = text(json, "name");
        Versions valid = Versions.parse(text(json, "validVersions"));
        Versions flexible = Versions.parse(json.path("flexibleVersions").asText("none"));
        StructReader structs = new StructReader(flexible);
        StructSpec root = structs.readMessage(name, valid, json);
        return new MessageSpec(
                name,
                MessageSpec.Kind.parse(text(json, "type")),
                json.path("apiKey").asInt(-1),
                valid,
                root,
                structs.structs(),
                listeners(json),
                json.path("latestVersionUnstable").asBoolean(false));
    }

    /** A property that must be there. */
    static String text(JsonNode json, String property) {
        if (!json.hasNonNull(property)) {
            throw new IllegalArgumentException("'" + property + "' is missing in " + json.path("name"));
        }
        return json.get(property).asText();
    }

    private static List<String> listeners(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.path("listeners").forEach(listener -> names.add(listener.asText()));
        return List.copyOf(names);
    }
}
