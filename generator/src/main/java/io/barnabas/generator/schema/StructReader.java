// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one message and of the structures inside it.
 *
 * <p>A structure is declared where a field uses it, or once among the {@code commonStructs} for several fields. Its versions
 * are those in which it can occur; outside of them nothing is generated for it.
 */
final class StructReader {

    private final Versions messageFlexible;
    private final Map<String, StructSpec> structs = new LinkedHashMap<>();

    StructReader(Versions messageFlexible) {
        this.messageFlexible = messageFlexible;
    }

    /** All structures read so far, by name. */
    Map<String, StructSpec> structs() {
        return structs;
    }

    /** The message's own fields; reads the common structures as well. */
    StructSpec readMessage(String name, Versions valid, JsonNode json) {
        for (JsonNode common : json.path("commonStructs")) {
            Versions versions =
                    Versions.parse(SchemaReader.text(common, "versions")).and(valid);
            String commonName = SchemaReader.text(common, "name");
            reserve(commonName);
            structs.put(commonName, readStruct(commonName, versions, common));
        }
        return readStruct(name, valid, json);
    }

    private void reserve(String name) {
        StructSpec placeholder = new StructSpec(name, Versions.NONE, Versions.NONE, List.of(), "");
        if (structs.put(name, placeholder) != null) {
            throw new IllegalArgumentException("Two structures are called " + name);
        }
    }

    private StructSpec readStruct(String name, Versions versions, JsonNode json) {
        List<FieldSpec> fields = new ArrayList<>();
        for (JsonNode field : json.path("fields")) {
            fields.add(readField(versions, field));
        }
        return new StructSpec(
                name,
                versions,
                messageFlexible,
                List.copyOf(fields),
                json.path("about").asText(""));
    }

    private FieldSpec readField(Versions parent, JsonNode json) {
        String name = SchemaReader.text(json, "name");
        FieldType type = FieldType.parse(SchemaReader.text(json, "type"));
        Versions tagged = Versions.parse(json.path("taggedVersions").asText("none"));
        int tag = json.path("tag").asInt(-1);
        if (tagged.isEmpty() != (tag < 0)) {
            throw new IllegalArgumentException(name + " needs both 'tag' and 'taggedVersions', or neither");
        }
        Versions versions = json.hasNonNull("versions")
                ? Versions.parse(json.get("versions").asText())
                : tagged;
        if (!messageFlexible.containsAll(tagged.and(parent))) {
            throw new IllegalArgumentException(name + " is tagged in versions that are not flexible");
        }
        readInlineStruct(type, versions.and(parent), json);
        Versions flexible = json.hasNonNull("flexibleVersions")
                ? Versions.parse(json.get("flexibleVersions").asText())
                : messageFlexible;
        return new FieldSpec(
                name,
                type,
                versions,
                Versions.parse(json.path("nullableVersions").asText("none")),
                tagged,
                tag,
                flexible,
                defaultText(json),
                json.path("ignorable").asBoolean(false),
                json.path("about").asText(""));
    }

    private void readInlineStruct(FieldType type, Versions versions, JsonNode json) {
        if (!json.has("fields")) {
            return;
        }
        FieldType element = type instanceof FieldType.Array array ? array.element() : type;
        if (!(element instanceof FieldType.Struct struct)) {
            throw new IllegalArgumentException(json.path("name") + " has fields, but is no structure");
        }
        reserve(struct.name());
        structs.put(struct.name(), readStruct(struct.name(), versions, json));
    }

    /** A default of JSON's null (not the text "null") says nothing, as it does for Kafka. */
    private static @Nullable String defaultText(JsonNode json) {
        return json.hasNonNull("default") ? json.get("default").asText() : null;
    }
}
