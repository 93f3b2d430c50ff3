// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/**
 * Answers one API. Reads downward in one order: authorise, validate, find, act, answer.
 *
 * <p>Called on the loop of the client's connection, so it must not block. It holds no state and starts no thread; what has
 * to wait is handed to the partition or the coordinator and answered later through the context. An {@code ApiException}
 * thrown from {@link #handle} becomes the answer that {@link #failed} builds.
 *
 * @param <Q> the generated request of this API
 */
public interface RequestHandler<Q extends ApiMessage> {

    ApiKey apiKey();

    /** The lowest version answered; what is not answered is not advertised. */
    default short lowestVersion() {
        return apiKey().lowestVersion();
    }

    /** The highest version answered. */
    default short highestVersion() {
        return highestStableVersion();
    }

    /** The highest version that Kafka itself advertises by default. */
    default short highestStableVersion() {
        short version = apiKey().highestVersion();
        while (!apiKey().isVersionStable(version)) {
            version--;
        }
        return version;
    }

    void handle(RequestContext context, Q request);

    /** The answer that says the whole request failed, with the error at each place where the protocol has one. */
    ApiMessage failed(Q request, short version, Errors error);
}
