// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.ApiKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The APIs that this broker answers. The ApiVersions answer and docs/protocol-support.md come from here: an API that is not
 * listed is not supported, and is not advertised.
 */
public final class Handlers {
    private final Map<ApiKey, RequestHandler<?>> byApi = new EnumMap<>(ApiKey.class);

    public Handlers(List<RequestHandler<?>> handlers) {
        for (RequestHandler<?> handler : handlers) {
            if (byApi.put(handler.apiKey(), handler) != null) {
                throw new IllegalArgumentException("Two handlers for " + handler.apiKey());
            }
        }
    }

    /** The handler of an API, or null if it is not supported. */
    public @Nullable RequestHandler<?> find(ApiKey apiKey) {
        return byApi.get(apiKey);
    }

    /** All handlers, by API id. */
    public List<RequestHandler<?>> all() {
        List<RequestHandler<?>> all = new ArrayList<>(byApi.values());
        all.sort(Comparator.comparingInt(handler -> handler.apiKey().id()));
        return all;
    }
}
