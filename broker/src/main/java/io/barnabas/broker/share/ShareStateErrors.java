// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a member is told when the share coordinator does not give or take a state: something it knows what to do about. */
final class ShareStateErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ShareStateErrors.class);

    private ShareStateErrors() {}

    static ApiException told(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof UncheckedIOException) {
            LOG.warn("Cannot find out where a share group begins", cause);
            return new ApiException(Errors.KAFKA_STORAGE_ERROR);
        }
        if (!(cause instanceof ApiException refusal)) {
            LOG.error("Bug: the state of a share partition was neither given nor refused", cause);
            return new ApiException(Errors.UNKNOWN_SERVER_ERROR, String.valueOf(cause.getMessage()));
        }
        Errors error = switch (refusal.error()) {
            case NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE, COORDINATOR_LOAD_IN_PROGRESS ->
                Errors.COORDINATOR_NOT_AVAILABLE;
            case GROUP_ID_NOT_FOUND, UNKNOWN_TOPIC_OR_PARTITION -> refusal.error();
            case FENCED_LEADER_EPOCH, FENCED_STATE_EPOCH -> Errors.NOT_LEADER_OR_FOLLOWER;
            default -> Errors.UNKNOWN_SERVER_ERROR;
        };
        return new ApiException(error, refusal.getMessage());
    }
}
