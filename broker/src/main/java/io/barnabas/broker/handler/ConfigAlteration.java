// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.ResourceRules;
import io.barnabas.broker.metadata.AlterConfigs;
import io.barnabas.broker.metadata.AlterConfigs.Outcome;
import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the two ways of changing configs share: who may, which resources there are, and the way to the metadata thread. One
 * instance serves one request; the outcomes are in its order.
 */
final class ConfigAlteration {
    private final RequestContext context;
    private final MetadataImage image;
    private final ResourceRules rules;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<Asked, Integer> times = new HashMap<>();
    private final Map<Asked, Outcome> refused = new HashMap<>();
    private final Map<ConfigResource, UnaryOperator<Map<String, String>>> changes = new LinkedHashMap<>();

    /** A resource as the request names it; its type may be none of Kafka's. */
    record Asked(byte type, String name) {}

    ConfigAlteration(RequestContext context, MetadataImage image, ResourceRules rules) {
        this.context = context;
        this.image = image;
        this.rules = rules;
    }

    /**
     * Notes a change.
     *
     * @param check whether the steps make sense for a resource of that type, null if it is none of Kafka's; asked before
     *     whether there is such a resource. Throws {@link ApiException} to refuse
     * @param change gives what to do with the entries of the resource once that may be done, null when it is done already;
     *     throws {@link ApiException} to refuse
     */
    void add(
            byte type,
            String name,
            Consumer<ConfigResource.@Nullable Type> check,
            Function<ConfigResource, @Nullable UnaryOperator<Map<String, String>>> change) {
        Asked resource = new Asked(type, name);
        asked.add(resource);
        if (times.merge(resource, 1, Integer::sum) > 1) {
            refuse(resource, Errors.INVALID_REQUEST, "Each resource must appear at most once.");
            return;
        }
        try {
            ConfigResource.Type known = ConfigResource.Type.forCode(type);
            check.accept(known);
            if (known == null) {
                throw new ApiException(Errors.INVALID_REQUEST, "Unknown resource type " + type);
            }
            ConfigResource target = new ConfigResource(known, name);
            ConfigAccess.require(context, Operation.ALTER_CONFIGS, known, name);
            rules.checkResource(target, image.nodeId());
            UnaryOperator<Map<String, String>> operator = change.apply(target);
            if (operator != null) {
                changes.put(target, operator);
            }
        } catch (ApiException e) {
            refuse(resource, e.error(), e.getMessage());
        }
    }

    private void refuse(Asked resource, Errors error, String message) {
        refused.put(resource, new Outcome(error, message));
        changes.keySet()
                .removeIf(target ->
                        target.type().code() == resource.type() && target.name().equals(resource.name()));
    }

    /** Makes the changes that were not refused, and gives an answer for every resource. */
    <R> CompletionStage<List<R>> run(
            Function<AlterConfigs, CompletableFuture<Map<ConfigResource, Outcome>>> store,
            boolean validateOnly,
            Answer<R> answer) {
        CompletionStage<Map<ConfigResource, Outcome>> done = changes.isEmpty()
                ? CompletableFuture.completedFuture(Map.of())
                : store.apply(new AlterConfigs(changes, validateOnly));
        return done.thenApply(outcomes -> {
            Map<Asked, Outcome> all = new HashMap<>(refused);
            outcomes.forEach(
                    (resource, outcome) -> all.put(new Asked(resource.type().code(), resource.name()), outcome));
            List<R> answers = new ArrayList<>();
            for (Asked resource : asked) {
                Outcome outcome = all.getOrDefault(resource, new Outcome(Errors.NONE, null));
                answers.add(answer.of(
                        resource.type(), resource.name(), outcome.error().code(), outcome.message()));
            }
            return answers;
        });
    }

    /** Builds the response's element for one resource. */
    interface Answer<R> {
        R of(byte type, String name, short errorCode, @Nullable String message);
    }
}
