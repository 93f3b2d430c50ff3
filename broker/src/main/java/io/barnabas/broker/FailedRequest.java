// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a handler threw, as the error that its answer carries; what was not expected is logged here, once. */
final class FailedRequest {
    private static final Logger LOG = LoggerFactory.getLogger(FailedRequest.class);

    private FailedRequest() {}

    /** @param from who asked, for the log */
    static Errors errorOf(Throwable failure, ApiKey api, short version, Object from) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ApiException expected) {
            LOG.debug("{} from {}: {}", api, from, cause.getMessage());
            return expected.error();
        }
        if (cause instanceof UncheckedIOException) {
            LOG.warn("{} met a failed disk", api, cause);
            return Errors.KAFKA_STORAGE_ERROR;
        }
        LOG.error("Bug: {} v{} failed", api, version, cause);
        return Errors.UNKNOWN_SERVER_ERROR;
    }
}
