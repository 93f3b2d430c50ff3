// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.emit;

import io.barnabas.generator.schema.MessageSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the enum of all APIs that still have a version. */
public final class ApiKeyEmitter {

    /** Its response is never flexible in the header, so that clients newer than the broker can read it (KIP-511). */
    private static final String API_VERSIONS = "ApiVersionsRequest";

    private ApiKeyEmitter() {}

    /** The enum's constant for the API of a request or a response. */
    static String constant(MessageSpec message) {
        return Names.constant(Names.without(Names.without(message.name(), "Request"), "Response"));
    }

    /** The whole Java file. */
    public static String emit(List<MessageSpec> messages, String packageName) {
        List<MessageSpec> requests = messages.stream()
                .filter(message -> message.kind() == MessageSpec.Kind.REQUEST && message.isLive())
                .sorted(Comparator.comparingInt(MessageSpec::apiKey))
                .toList();
        Map<Integer, MessageSpec> responses = new HashMap<>();
        for (MessageSpec message : messages) {
            if (message.kind() == MessageSpec.Kind.RESPONSE && message.isLive()) {
                responses.put(message.apiKey(), message);
            }
        }
        JavaWriter out = new JavaWriter();
        out.javadoc("The APIs of the protocol, with the versions that their schemas have.");
        out.open("public enum ApiKey");
        emitConstants(out, requests);
        emitFields(out, requests);
        emitRanges(out);
        emitHeaders(out);
        emitFactory(out, "request", requests);
        emitFactory(
                out,
                "response",
                requests.stream().map(request -> response(responses, request)).toList());
        emitLookup(out);
        out.close();
        return out.toFile(packageName, "the schemas of all requests");
    }

    private static MessageSpec response(Map<Integer, MessageSpec> responses, MessageSpec request) {
        MessageSpec response = responses.get(request.apiKey());
        if (response == null || !response.validVersions().equals(request.validVersions())) {
            throw new IllegalArgumentException(request.name() + " has no response of the same versions");
        }
        return response;
    }

    private static void emitConstants(JavaWriter out, List<MessageSpec> requests) {
        for (int i = 0; i < requests.size(); i++) {
            MessageSpec request = requests.get(i);
            int highest = request.validVersions().highest();
            int flexible = request.root().flexibleVersions().isEmpty()
                    ? Short.MAX_VALUE
                    : request.root().flexibleVersions().lowest();
            out.javadoc("Versions " + request.validVersions() + ", for " + String.join(" and ", request.listeners())
                    + (request.latestVersionUnstable() ? "; the latest is unstable." : "."));
            out.line(constant(request) + "(" + request.apiKey() + ", "
                    + request.validVersions().lowest() + ", " + highest
                    + ", " + (request.latestVersionUnstable() ? highest - 1 : highest) + ", " + flexible + ", "
                    + (request.name().equals(API_VERSIONS) ? Short.MAX_VALUE : flexible) + ", "
                    + request.listeners().contains("broker") + ", "
                    + request.listeners().contains("controller") + ")"
                    + (i == requests.size() - 1 ? ";" : ","));
        }
    }

    private static void emitFields(JavaWriter out, List<MessageSpec> requests) {
        int highestId = requests.get(requests.size() - 1).apiKey();
        out.blank();
        out.line("private static final @" + out.use("org.jspecify.annotations.Nullable") + " ApiKey[] BY_ID = byId();");
        out.blank();
        String[] shorts = {
            "id", "lowestVersion", "highestVersion", "highestStableVersion", "flexibleRequest", "flexibleResponse"
        };
        for (String name : shorts) {
            out.line("private final short " + name + ";");
        }
        out.line("private final boolean onBroker;");
        out.line("private final boolean onController;");
        out.blank();
        out.line("ApiKey(");
        for (String name : shorts) {
            out.continuation("int " + name + ",");
        }
        out.continuation("boolean onBroker,");
        out.continuation("boolean onController) {");
        for (String name : shorts) {
            out.line("    this." + name + " = (short) " + name + ";");
        }
        out.line("    this.onBroker = onBroker;");
        out.line("    this.onController = onController;");
        out.line("}");
        out.blank();
        out.open("private static @Nullable ApiKey[] byId()");
        out.line("@Nullable ApiKey[] keys = new ApiKey[" + (highestId + 1) + "];");
        out.open("for (ApiKey key : values())");
        out.line("keys[key.id] = key;");
        out.close();
        out.line("return keys;");
        out.close();
    }

    private static void emitRanges(JavaWriter out) {
        getter(out, "The number on the wire.", "short id", "this.id");
        getter(out, "The lowest version in the schema.", "short lowestVersion", "this.lowestVersion");
        getter(out, "The highest version in the schema, stable or not.", "short highestVersion", "this.highestVersion");
        getter(
                out,
                "The highest version that may be advertised.",
                "short highestStableVersion",
                "this.highestStableVersion");
        getter(out, "Whether brokers serve it to clients.", "boolean onBroker", "this.onBroker");
        getter(out, "Whether controllers serve it.", "boolean onController", "this.onController");
        method(
                out,
                "Whether the version has a schema.",
                "boolean hasVersion(short version)",
                "version >= this.lowestVersion && version <= this.highestVersion");
        method(
                out,
                "Whether the version has a schema that will not change any more.",
                "boolean isVersionStable(short version)",
                "version >= this.lowestVersion && version <= this.highestStableVersion");
    }

    private static void emitHeaders(JavaWriter out) {
        method(
                out,
                "The version of {@code RequestHeader} in front of a request of this version.",
                "short requestHeaderVersion(short version)",
                "(short) (version >= this.flexibleRequest ? 2 : 1)");
        method(
                out,
                "The version of {@code ResponseHeader} in front of a response of this version. That of ApiVersions is 0"
                        + " always, so that a client that asked in a version unknown to us can still read it (KIP-511).",
                "short responseHeaderVersion(short version)",
                "(short) (version >= this.flexibleResponse ? 1 : 0)");
    }

    private static void emitFactory(JavaWriter out, String what, List<MessageSpec> messages) {
        String message = out.protocol("ApiMessage");
        out.blank();
        out.javadoc("A new " + what + " of the API with all fields at their defaults.");
        out.open("public " + message + " new" + Character.toUpperCase(what.charAt(0)) + what.substring(1) + "()");
        out.line("return switch (this) {");
        for (MessageSpec spec : messages) {
            out.line("    case " + constant(spec) + " -> new " + spec.name() + "();");
        }
        out.line("};");
        out.close();
    }

    private static void emitLookup(JavaWriter out) {
        out.blank();
        out.javadoc("The API of this number, or null when there is none or its last version is gone.");
        out.open("public static @Nullable ApiKey forId(short id)");
        out.line("return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;");
        out.close();
    }

    private static void getter(JavaWriter out, String about, String signature, String value) {
        method(out, about, signature + "()", value);
    }

    private static void method(JavaWriter out, String about, String signature, String value) {
        out.blank();
        out.javadoc(about);
        out.open("public " + signature);
        out.line("return " + value + ";");
        out.close();
    }
}
