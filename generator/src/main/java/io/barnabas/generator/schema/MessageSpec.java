// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.schema;

import java.util.List;
import java.util.Map;

/**
 * One schema file.
 *
 * @param name the name in the schema, also that of the Java class
 * @param kind what the message is for
 * @param apiKey the API, or the type of record; -1 when there is none
 * @param validVersions the versions that can be read and written; none for what Kafka has dropped
 * @param root the message's own fields
 * @param structs the structures inside it by name, in the order of the schema
 * @param listeners who serves the API: {@code broker}, {@code controller}
 * @param latestVersionUnstable whether the highest version is still being worked on
 */
public record MessageSpec(
        String name,
        Kind kind,
        int apiKey,
        Versions validVersions,
        StructSpec root,
        Map<String, StructSpec> structs,
        List<String> listeners,
        boolean latestVersionUnstable) {

    /** Whether any version is left. */
    public boolean isLive() {
        return !validVersions.isEmpty();
    }

    /** The structure of this name. */
    public StructSpec struct(String structName) {
        StructSpec struct = structs.get(structName);
        if (struct == null) {
            throw new IllegalArgumentException(name + " has no structure " + structName);
        }
        return struct;
    }

    /** What a message is for. */
    public enum Kind {
        REQUEST("request"),
        RESPONSE("response"),
        HEADER("header"),
        DATA("data"),
        METADATA_RECORD("metadata"),
        COORDINATOR_KEY("coordinator-key"),
        COORDINATOR_VALUE("coordinator-value");

        private final String schemaName;

        Kind(String schemaName) {
            this.schemaName = schemaName;
        }

        /** The kind that the schema's {@code type} names. */
        public static Kind parse(String text) {
            for (Kind kind : values()) {
                if (kind.schemaName.equals(text)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("Unknown message type '" + text + "'");
        }

        /** Whether it is the body of a request or response. */
        public boolean isApi() {
            return this == REQUEST || this == RESPONSE;
        }

        /** Whether it is the key or value of a record in an internal topic. */
        public boolean isRecord() {
            return this == METADATA_RECORD || this == COORDINATOR_KEY || this == COORDINATOR_VALUE;
        }
    }
}
