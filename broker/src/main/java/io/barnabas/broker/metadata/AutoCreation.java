// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.wire.message.CreateTopicsRequest.CreatableTopic;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicResult;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Uuids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the topics that a client asks about and that do not exist, with the broker's defaults. */
public final class AutoCreation {
    private static final short DEFAULT = -1;

    private final MetadataLoop metadata;
    private final MetadataConfig config;
    private final TopicConfigRules rules;
    private final Function<String, @Nullable InternalTopic> internalTopics;

    /** @param internalTopics how an internal topic of this name is to be, null for all other names */
    public AutoCreation(
            MetadataLoop metadata,
            MetadataConfig config,
            TopicConfigRules rules,
            Function<String, @Nullable InternalTopic> internalTopics) {
        this.metadata = metadata;
        this.config = config;
        this.rules = rules;
        this.internalTopics = internalTopics;
    }

    public boolean isEnabled() {
        return config.autoCreateTopics();
    }

    /** Completes with what became of each name: NONE when the topic exists now. */
    public CompletableFuture<Map<String, Errors>> create(Collection<String> names) {
        Map<String, Errors> outcome = new HashMap<>();
        List<CreatableTopic> ordinary = new ArrayList<>();
        List<CompletableFuture<TopicInfo>> internal = new ArrayList<>();
        for (String name : names) {
            InternalTopic spec = internalTopics.apply(name);
            if (spec != null) {
                internal.add(metadata.submit(spec));
                outcome.put(name, Errors.NONE);
            } else {
                ordinary.add(new CreatableTopic()
                        .setName(name)
                        .setNumPartitions(DEFAULT)
                        .setReplicationFactor(DEFAULT));
            }
        }
        CompletableFuture<?> created = CompletableFuture.allOf(internal.toArray(CompletableFuture[]::new));
        if (!ordinary.isEmpty()) {
            CreateTopics operation = new CreateTopics(ordinary, false, name -> false, config, rules, Uuids::random);
            created = CompletableFuture.allOf(
                    created,
                    metadata.submit(operation)
                            .thenAccept(
                                    results -> results.forEach(result -> outcome.put(result.name(), error(result)))));
        }
        return created.handle((nothing, failure) -> {
            if (failure != null) {
                names.forEach(name -> outcome.put(name, error(failure)));
            }
            return outcome;
        });
    }

    private static Errors error(CreatableTopicResult result) {
        Errors error = Errors.forCode(result.errorCode());
        return error == Errors.TOPIC_ALREADY_EXISTS ? Errors.NONE : error;
    }

    private static Errors error(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ApiException expected) {
            return expected.error();
        }
        throw new CompletionException(cause);
    }
}
