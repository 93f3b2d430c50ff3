// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.telemetry;

import io.barnabas.broker.telemetry.Subscriptions.Wanted;
import io.barnabas.wire.protocol.Errors;

/**
 * What is known of a client that asks what to push. Each request makes the next state, whose {@code lastError} is the answer to it; a
 * client that comes before its interval is over is turned away, unless its last request failed in a way that asking anew mends.
 */
public record ClientInstance(
        ClientAttributes attributes,
        Wanted wanted,
        long lastGetMs,
        long lastPushMs,
        boolean terminating,
        Errors lastError) {
    private static final int HIGHEST_COMPRESSION_ID = 4;

    static ClientInstance of(ClientAttributes attributes, Wanted wanted) {
        return new ClientInstance(attributes, wanted, 0, 0, false, Errors.NONE);
    }

    /** After a request for what to push. */
    ClientInstance asked(long nowMs) {
        boolean due = nowMs - Math.max(lastGetMs, lastPushMs) >= wanted.intervalMs();
        if (!due && lastError != Errors.UNKNOWN_SUBSCRIPTION_ID && lastError != Errors.UNSUPPORTED_COMPRESSION_TYPE) {
            return answered(Errors.THROTTLING_QUOTA_EXCEEDED);
        }
        return new ClientInstance(attributes, wanted, due ? nowMs : lastGetMs, lastPushMs, terminating, Errors.NONE);
    }

    /** A push of metrics, without the metrics. */
    public record Push(int subscriptionId, boolean terminating, int compression, int sizeBytes) {}

    /** After a push; the metrics are of use when {@code lastError} is none. */
    ClientInstance pushed(Push push, int maxBytes, long nowMs) {
        if (terminating) {
            return answered(Errors.INVALID_REQUEST).terminating(push.terminating());
        }
        // Just asked means that one push may come at once.
        boolean due = lastGetMs > lastPushMs || nowMs - lastPushMs >= wanted.intervalMs();
        ClientInstance next = new ClientInstance(
                attributes, wanted, lastGetMs, due ? nowMs : lastPushMs, push.terminating(), lastError);
        if (!due && !push.terminating()) {
            return next.answered(Errors.THROTTLING_QUOTA_EXCEEDED);
        }
        if (push.subscriptionId() != wanted.id()) {
            return next.answered(Errors.UNKNOWN_SUBSCRIPTION_ID);
        }
        if (push.compression() < 0 || push.compression() > HIGHEST_COMPRESSION_ID) {
            return next.answered(Errors.UNSUPPORTED_COMPRESSION_TYPE);
        }
        return next.answered(push.sizeBytes() > maxBytes ? Errors.TELEMETRY_TOO_LARGE : Errors.NONE);
    }

    ClientInstance answered(Errors error) {
        return new ClientInstance(attributes, wanted, lastGetMs, lastPushMs, terminating, error);
    }

    private ClientInstance terminating(boolean now) {
        return new ClientInstance(attributes, wanted, lastGetMs, lastPushMs, now, lastError);
    }
}
