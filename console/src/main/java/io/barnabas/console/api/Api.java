// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.api;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.console.http.Answer;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Refusal;
import io.barnabas.console.http.Route;
import io.barnabas.console.json.Json;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How JSON routes read what they are asked and say what came of it. */
public final class Api {
    private static final int CONFLICT = 409;

    private Api() {}

    /** A route of something that is answered as JSON. */
    public static Route json(Function<Call, ? extends CompletableFuture<?>> function) {
        return call -> function.apply(call)
                .thenApply(value -> Answer.of(200, Answer.JSON, Json.write(value)))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    if (cause instanceof ApiException refused) {
                        throw refusal(refused.error(), refused.getMessage());
                    }
                    throw cause instanceof RuntimeException known ? known : new CompletionException(cause);
                });
    }

    /** Throws what an answer of the broker says, unless that is that all is well. */
    public static void check(short errorCode, @Nullable String message) {
        if (errorCode != 0) {
            throw refusal(Errors.forCode(errorCode), message);
        }
    }

    private static Refusal refusal(Errors error, @Nullable String message) {
        return new Refusal(
                CONFLICT, message == null || message.isEmpty() ? error.name() : error.name() + ": " + message);
    }

    /** The topic of that name; a 404 when there is none. */
    public static TopicInfo topic(BrokerView broker, String name) {
        TopicInfo topic = broker.metadata().get().topic(name);
        if (topic == null) {
            throw new Refusal(404, "There is no topic " + name);
        }
        return topic;
    }

    /** The object in the body of a call. */
    public static Map<?, ?> body(Call call) {
        Object body;
        try {
            body = Json.read(call.body());
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
        if (body instanceof Map<?, ?> object) {
            return object;
        }
        throw new Refusal(400, "The body must be a JSON object");
    }

    public static @Nullable String text(Map<?, ?> body, String name) {
        Object value = body.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new Refusal(400, name + " must be a text");
    }

    public static String required(Map<?, ?> body, String name) {
        String value = text(body, name);
        if (value == null) {
            throw new Refusal(400, name + " is missing");
        }
        return value;
    }

    public static @Nullable Long number(Map<?, ?> body, String name) {
        Object value = body.get(name);
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        throw new Refusal(400, name + " must be a whole number");
    }
}
