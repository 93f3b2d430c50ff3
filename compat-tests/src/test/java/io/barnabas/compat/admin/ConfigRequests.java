// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import io.barnabas.compat.harness.RawClient;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** Requests on configs in short, and what came back without what differs from one broker to the next. */
final class ConfigRequests {
    private static final int NEWEST = 1;
    private static final int NEWEST_LEGACY = 2;
    private static final int FIRST_VERSION_WITH_DOCUMENTATION = 3;

    /** A default that knowingly differs. */
    private static final Set<String> DIFFERENT = Set.of("log.dir");

    private static final Pattern WRAPPED = Pattern.compile(
            "Invalid value org\\.apache\\.kafka\\.common\\.config\\.ConfigException: (.*) for configuration Invalid"
                    + " dynamic configuration");

    /** In a line about a config that Apache Kafka was started with; the harness gives Barnabas another file. */
    static final String FROM_THE_FILE = "ource=4";

    static final String NO_ANSWER = "no answer";

    private ConfigRequests() {}

    record Resource(ConfigResource.Type type, String name) {}

    static IncrementalAlterConfigsRequestData nothing(Resource resource) {
        var request = new IncrementalAlterConfigsRequestData();
        request.resources()
                .mustAdd(new AlterConfigsResource()
                        .setResourceType(resource.type().id())
                        .setResourceName(resource.name()));
        return request;
    }

    static IncrementalAlterConfigsRequestData change(
            Resource resource, String name, OpType operation, @Nullable String value) {
        var request = nothing(resource);
        request.resources()
                .iterator()
                .next()
                .configs()
                .mustAdd(new AlterableConfig()
                        .setName(name)
                        .setConfigOperation(operation.id())
                        .setValue(value));
        return request;
    }

    /** Both changes in one request. */
    static IncrementalAlterConfigsRequestData and(
            IncrementalAlterConfigsRequestData one, IncrementalAlterConfigsRequestData other) {
        var request = one.duplicate();
        other.resources().forEach(resource -> request.resources().mustAdd(resource.duplicate()));
        return request;
    }

    /** The same config twice. */
    static IncrementalAlterConfigsRequestData twice(IncrementalAlterConfigsRequestData change) {
        var request = change.duplicate();
        var configs = request.resources().iterator().next().configs();
        configs.mustAdd(configs.iterator().next().duplicate().setConfigOperation(OpType.DELETE.id()));
        return request;
    }

    static IncrementalAlterConfigsRequestData unknownOperation(IncrementalAlterConfigsRequestData change) {
        var request = change.duplicate();
        request.resources().iterator().next().configs().forEach(config -> config.setConfigOperation((byte) 9));
        return request;
    }

    /** All configs that the resource is to have, as names and values in turn. */
    static AlterConfigsRequestData legacy(Resource resource, @Nullable String... configs) {
        var asked = new AlterConfigsRequestData.AlterConfigsResource()
                .setResourceType(resource.type().id())
                .setResourceName(resource.name());
        for (var i = 0; i < configs.length; i += 2) {
            asked.configs()
                    .mustAdd(new AlterConfigsRequestData.AlterableConfig()
                            .setName(configs[i])
                            .setValue(configs[i + 1]));
        }
        var request = new AlterConfigsRequestData();
        request.resources().mustAdd(asked);
        return request;
    }

    /** Errors with their messages, or that the connection ended. */
    static String outcome(RawClient client, ApiKeys api, ApiMessage request) {
        try {
            return (api == ApiKeys.ALTER_CONFIGS ? legacyOutcome(client, request) : incrementalOutcome(client, request))
                    .sorted()
                    .toList()
                    .toString();
        } catch (UncheckedIOException e) {
            return NO_ANSWER;
        }
    }

    private static Stream<String> legacyOutcome(RawClient client, ApiMessage request) {
        return client
                .ask(AlterConfigsResponseData.class, ApiKeys.ALTER_CONFIGS, NEWEST_LEGACY, request)
                .responses()
                .stream()
                .map(result -> result.resourceType() + " " + result.resourceName() + " "
                        + outcome(result.errorCode(), result.errorMessage()));
    }

    private static Stream<String> incrementalOutcome(RawClient client, ApiMessage request) {
        return client
                .ask(IncrementalAlterConfigsResponseData.class, ApiKeys.INCREMENTAL_ALTER_CONFIGS, NEWEST, request)
                .responses()
                .stream()
                .map(result -> result.resourceType() + " " + result.resourceName() + " "
                        + outcome(result.errorCode(), result.errorMessage()));
    }

    /** Without the names of classes and the like that Kafka wraps some of its messages in. */
    private static String outcome(short errorCode, @Nullable String message) {
        var text = String.valueOf(message).replace("requirement failed: ", "");
        return Errors.forCode(errorCode) + " " + WRAPPED.matcher(text).replaceAll("$1");
    }

    /** The lines of a description by name. Of the documentation only whether there is one, as ours is in other words. */
    static Map<String, String> describe(RawClient client, int version, Resource resource, boolean all) {
        var request = new DescribeConfigsRequestData()
                .setIncludeSynonyms(all)
                .setIncludeDocumentation(all && version >= FIRST_VERSION_WITH_DOCUMENTATION)
                .setResources(List.of(new DescribeConfigsResource()
                        .setResourceType(resource.type().id())
                        .setResourceName(resource.name())
                        .setConfigurationKeys(null)));
        var described = new TreeMap<String, String>();
        var result = client.ask(DescribeConfigsResponseData.class, ApiKeys.DESCRIBE_CONFIGS, version, request)
                .results()
                .get(0);
        described.put("", result.errorCode() + " " + result.errorMessage());
        for (var config : result.configs()) {
            if (!DIFFERENT.contains(config.name())) {
                var documentation = config.documentation();
                described.put(
                        config.name(),
                        config.duplicate()
                                .setDocumentation(documentation == null ? null : documentation.isEmpty() ? "" : "...")
                                .toString());
            }
        }
        return described;
    }
}
